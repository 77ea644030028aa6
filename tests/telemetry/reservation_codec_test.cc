#include "agent/telemetry/reservation_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"

namespace neuron {
namespace {

agent::v1::Reservation Encoded(const Reservation& reservation) {
  agent::v1::Reservation message;
  EncodeReservation(reservation, &message);
  return message;
}

Reservation Busy() { return BusySnapshot().evidence.reservations[0]; }

TEST(DecodeReservation, RestoresAReservation) {
  const Reservation expected = Busy();
  const Reservation reservation = DecodeReservation(Encoded(expected)).value();
  EXPECT_EQ(reservation.chips, ChipSet{8});
  EXPECT_EQ(reservation.task_arn, expected.task_arn);
  EXPECT_EQ(reservation.container, expected.container);
  EXPECT_EQ(reservation.why, "bert:12 is PENDING and had chip 8 before");
  EXPECT_EQ(reservation.since, expected.since);
}

TEST(EncodeReservation, LeavesOutWhoIsNotKnown) {
  Reservation reservation = Busy();
  reservation.task_arn.clear();
  reservation.container.clear();
  EXPECT_FALSE(Encoded(reservation).has_task_arn());
  EXPECT_FALSE(Encoded(reservation).has_container_id());
}

TEST(DecodeReservation, RefusesWhatCannotBe) {
  agent::v1::Reservation message = Encoded(Busy());
  message.add_chips(99);
  EXPECT_FALSE(DecodeReservation(message).ok());
  message = Encoded(Busy());
  message.mutable_since()->set_nanos(-1);
  EXPECT_FALSE(DecodeReservation(message).ok());
}

}  // namespace
}  // namespace neuron
