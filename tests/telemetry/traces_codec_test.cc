#include "agent/telemetry/traces_codec.h"

#include "gtest/gtest.h"
#include "tests/fakes/example_traces.h"

namespace neuron {
namespace {

TEST(EncodeTraces, HasEachCountInItsField) {
  const agent::v1::Traces message = EncodeTraces(ExampleTraces());
  const agent::v1::ProcessExecutions& process = message.executions(0);
  EXPECT_EQ(process.pid(), 4711u);
  EXPECT_EQ(process.start_ticks(), 123456u);
  EXPECT_EQ(process.executions_total(), 1u);
  EXPECT_EQ(process.in_flight(), 2u);
  EXPECT_EQ(process.scheduled_total(), 3u);
  EXPECT_EQ(process.latency().first_bound_nanoseconds(), 1024u);
  EXPECT_EQ(process.latency().counts(4), 5u);
  EXPECT_EQ(process.busy_time().nanos(), 6000);
  EXPECT_EQ(process.statuses(1).calls_total(), 8u);
  EXPECT_EQ(process.other_statuses_total(), 9u);
  EXPECT_EQ(process.failed_loads_total(), 11u);
  EXPECT_EQ(process.closes_total(), 14u);
  EXPECT_EQ(process.tensor_read_bytes_total(), 15u);
  EXPECT_EQ(process.allocated_virtual_bytes_total(), 19u);
  EXPECT_EQ(process.missed_total(), 20u);
  const agent::v1::ChipCalls& calls = message.calls(0);
  EXPECT_EQ(calls.chip(), 3u);
  EXPECT_FALSE(calls.open().has_errors_total()) << "never 0: they are not seen";
  EXPECT_EQ(calls.open().latency().first_bound_nanoseconds(), 2u);
  EXPECT_EQ(calls.ioctl().errors_total(), 0u);
  EXPECT_TRUE(calls.ioctl().has_errors_total());
  EXPECT_EQ(message.copies(0).copied_bytes_total(), 4096u);
}

TEST(DecodeTraces, RestoresEverything) {
  const agent::v1::Traces message = EncodeTraces(ExampleTraces());
  const absl::StatusOr<Traces> traces = DecodeTraces(message);
  ASSERT_TRUE(traces.ok()) << traces.status();
  EXPECT_EQ(EncodeTraces(*traces).DebugString(), message.DebugString());
  EXPECT_EQ(traces->executions[0].statuses, ExampleTraces().executions[0].statuses);
  EXPECT_EQ(traces->copies[0].copies, 24u);
  EXPECT_TRUE(DecodeTraces(agent::v1::Traces())->empty());
}

TEST(DecodeTraces, RefusesAProcessWithoutAPid) {
  agent::v1::Traces message = EncodeTraces(ExampleTraces());
  message.mutable_executions(0)->clear_pid();
  EXPECT_EQ(DecodeTraces(message).status().message(), "executions[0].pid: not set");
}

TEST(DecodeTraces, RefusesPlacesThatItDoesNotKnow) {
  agent::v1::Traces message = EncodeTraces(ExampleTraces());
  message.mutable_executions(0)->mutable_latency()->add_counts(1);
  EXPECT_FALSE(DecodeTraces(message).ok());
  message = EncodeTraces(ExampleTraces());
  message.mutable_calls(0)->mutable_ioctl()->mutable_latency()->set_first_bound_nanoseconds(3);
  EXPECT_FALSE(DecodeTraces(message).ok());
}

TEST(DecodeTraces, RefusesADurationThatCannotBe) {
  agent::v1::Traces message = EncodeTraces(ExampleTraces());
  message.mutable_executions(0)->mutable_busy_time()->set_nanos(1000000000);
  EXPECT_FALSE(DecodeTraces(message).ok());
}

}  // namespace
}  // namespace neuron
