#include "agent/telemetry/probe_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"

namespace neuron {
namespace {

agent::v1::ProbeReport Encoded(const ProbeReport& probe) {
  agent::v1::ProbeReport message;
  EncodeProbe(probe, &message);
  return message;
}

ProbeReport Travelled(const ProbeReport& probe) { return DecodeProbe(Encoded(probe)).value(); }

TEST(DecodeProbe, RestoresOneThatIsAttached) {
  const ProbeReport probe = Travelled(BusySnapshot().probes[0]);
  EXPECT_EQ(probe.name, "iter:task_file");
  EXPECT_TRUE(probe.status.ok());
  EXPECT_EQ(probe.runs, absl::optional<std::uint64_t>(1000));
  EXPECT_EQ(probe.run_time, absl::optional<absl::Duration>(absl::Milliseconds(250)));
  EXPECT_EQ(probe.drops, 0u);
}

TEST(DecodeProbe, TellsNoSuchPlaceFromAFailure) {
  EXPECT_EQ(Travelled(BusySnapshot().probes[1]).status,
            absl::NotFoundError("no function ncdev_open in this kernel"));
  EXPECT_EQ(Travelled(BusySnapshot().probes[2]).status,
            absl::UnknownError("the agent lacks CAP_BPF; grant it or run as root"));
}

TEST(DecodeProbe, TellsNotCountedFromZero) {
  const ProbeReport probe = Travelled(BusySnapshot().probes[2]);
  EXPECT_FALSE(probe.runs.has_value());
  EXPECT_FALSE(probe.run_time.has_value());
  EXPECT_EQ(probe.drops, 3u);
}

TEST(DecodeProbe, TakesAStateOfALaterVersionForNoGoodOne) {
  agent::v1::ProbeReport message = Encoded(BusySnapshot().probes[0]);
  message.set_state(static_cast<agent::v1::ProbeState>(99));
  EXPECT_EQ(DecodeProbe(message)->status.code(), absl::StatusCode::kUnknown);
  message.clear_state();
  EXPECT_EQ(DecodeProbe(message)->status.code(), absl::StatusCode::kUnknown);
}

TEST(DecodeProbe, RefusesOneWithoutANameAndADurationThatCannotBe) {
  agent::v1::ProbeReport message = Encoded(BusySnapshot().probes[0]);
  message.clear_name();
  EXPECT_EQ(DecodeProbe(message).status(), absl::InvalidArgumentError("name: not set"));
  message = Encoded(BusySnapshot().probes[0]);
  message.mutable_run_time()->set_nanos(2000000000);
  EXPECT_FALSE(DecodeProbe(message).ok());
}

}  // namespace
}  // namespace neuron
