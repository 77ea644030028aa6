#include "agent/telemetry/lease_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"

namespace neuron {
namespace {

agent::v1::Lease Encoded(const Lease& lease) {
  agent::v1::Lease message;
  EncodeLease(lease, &message);
  return message;
}

Lease Busy() { return BusySnapshot().evidence.leases[0]; }

TEST(DecodeLease, RestoresALease) {
  const Lease expected = Busy();
  const Lease lease = DecodeLease(Encoded(expected)).value();
  EXPECT_EQ(lease.id, 17u);
  EXPECT_EQ(lease.chips, (ChipSet{2, 3}));
  EXPECT_EQ(lease.pid, 5200);
  EXPECT_EQ(lease.start_ticks, 52000u);
  EXPECT_EQ(lease.command, "python3");
  EXPECT_EQ(lease.container, expected.container);
  EXPECT_EQ(lease.since, expected.since);
}

TEST(DecodeLease, TellsNoContainerFromNotKnown) {
  Lease lease = Busy();
  lease.container = Reading<std::string>::Absent();
  EXPECT_TRUE(DecodeLease(Encoded(lease))->container.is_absent());
  EXPECT_EQ(DecodeLease(Encoded(DimSnapshot().evidence.leases[0]))->container.why(),
            absl::UnknownError("/proc/78/cgroup"));
}

TEST(EncodeLease, MendsTheNameOfACommand) {
  Lease lease = Busy();
  lease.command = "\xff";
  EXPECT_EQ(Encoded(lease).command(), "\xef\xbf\xbd");
}

TEST(DecodeLease, NeedsIdPidAndStart) {
  agent::v1::Lease message = Encoded(Busy());
  message.clear_id();
  EXPECT_EQ(DecodeLease(message).status(), absl::InvalidArgumentError("id: not set"));
  message = Encoded(Busy());
  message.clear_pid();
  EXPECT_EQ(DecodeLease(message).status(), absl::InvalidArgumentError("pid: not set"));
  message = Encoded(Busy());
  message.clear_start_ticks();
  EXPECT_EQ(DecodeLease(message).status(), absl::InvalidArgumentError("start_ticks: not set"));
}

TEST(DecodeLease, RefusesWhatCannotBe) {
  agent::v1::Lease message = Encoded(Busy());
  message.set_pid(0);
  EXPECT_FALSE(DecodeLease(message).ok());
  message = Encoded(Busy());
  message.add_chips(2);
  EXPECT_FALSE(DecodeLease(message).ok());
  message = Encoded(Busy());
  message.mutable_since()->set_nanos(-1);
  EXPECT_FALSE(DecodeLease(message).ok());
}

}  // namespace
}  // namespace neuron
