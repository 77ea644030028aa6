#include "agent/telemetry/reservation_codec.h"

#include "agent/base/status.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {

void EncodeReservation(const Reservation& reservation, agent::v1::Reservation* message) {
  EncodeChipSet(reservation.chips, message->mutable_chips());
  if (!reservation.task_arn.empty()) message->set_task_arn(ValidUtf8(reservation.task_arn));
  if (!reservation.container.empty()) message->set_container_id(ValidUtf8(reservation.container));
  message->set_why(ValidUtf8(reservation.why));
  if (HasTimestamp(reservation.since)) *message->mutable_since() = EncodeTime(reservation.since);
}

absl::StatusOr<Reservation> DecodeReservation(const agent::v1::Reservation& message) {
  Reservation reservation;
  NEURON_ASSIGN_OR_RETURN(reservation.chips, DecodeChipSet("chips", message.chips()));
  reservation.task_arn = message.task_arn();
  reservation.container = message.container_id();
  reservation.why = message.why();
  NEURON_ASSIGN_OR_RETURN(reservation.since,
                          DecodeTime("since", message.has_since(), message.since()));
  return reservation;
}

}  // namespace neuron
