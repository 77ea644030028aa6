#include "tests/simulator/play/verbs.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace neuron::sim {
namespace {

using testing::HasSubstr;

absl::Status Check(const std::string& text) {
  config::v1::Verb verb;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &verb)) << text;
  return CheckVerb(verb);
}

TEST(CheckVerb, NamesWhatIsWrongAndWhatWouldBeRight) {
  const std::pair<const char*, const char*> verbs[] = {
      {"", "no verb"},
      {"start { name: '' chips: 0 }", "\"\" is no name: use letters"},
      {"start { name: 'a' }", "needs chips: chips=0,1"},
      {"start { name: 'a' chips: [1, 1] }", "chip 1 twice"},
      {"start { name: 'a' chips: 0 cores: [1, 1] }", "core 1 twice"},
      {"start { name: 'a' chips: 0 comm: 'x/y' }", "is no name"},
      {"start { name: 'a' chips: 0 mode: 'fast' }", "nrt or plain"},
      {"start { name: 'a' chips: 0 mode: 'plain' latency_ms: 1 }", "are of mode=nrt"},
      {"start { name: 'a' chips: 0 status: '5' }", "use CODE@EXECUTION, such as 1201@5"},
      {"start { name: 'a' chips: 0 status: '1201@0' }", "use CODE@EXECUTION"},
      {"start { name: 'a' chips: 0 latency_ms: -1 }", "latency_ms must be 0 or more"},
      {"start { name: 'a' chips: 0 executions_per_second: inf }", "must be 0 or more"},
      {"stop {}", "is no name"},
      {"kill { name: 'a b' }", "is no name"},
      {"set { path: 'dev/neuron0' }", "not under sys/"},
      {"set_counter { counter: '../x' }", "is no name"},
      {"add_counter { counter: '' }", "is no name"},
      {"ecc { kind: 'mem' }", "\"mem\" is no kind of ECC error: use mem_uncorrected, "},
      {"reset { seconds: -1 }", "seconds must be 0 or more"},
      {"kernel_log {}", "kernel_log needs a text"},
      {"behave {}", "behave needs reset_seconds=, "},
      {"behave { reset_seconds: -1 }", "reset_seconds must be 0 or more"},
      {"power { min: nan }", "must be 0 or more"},
      {"health { chip: 1 }", "needs components=, heartbeat=, unreachable= or beating="},
      {"health { heartbeat: 256 }", "0 to 255"},
      {"health { components: 'fan' }", "\"fan\" is no component: use none or hbm, "},
      {"add_chip { serial_number: '12' }", "\"12\" is no serial number: use 16 hex digits"},
      {"slow { path: 'proc/devices' }", "not under sys/"},
      {"hang { path: '' }", "not under sys/"},
      {"unhang { path: '' }", "not under sys/"},
      {"heal { path: '' }", "not under sys/"},
      {"error { path: '' errno_name: 'EIO' }", "not under sys/"},
      {"error { path: 'sys/a' errno_name: '5' }", "\"5\" is no errno of a read: use EACCES, "},
      {"garbage { path: 'sys/a' kind: 'x' }", "\"x\" is no kind of garbage: use empty, lf, "}};
  for (const auto& [text, message] : verbs) {
    const absl::Status status = Check(text);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    EXPECT_THAT(status.message(), HasSubstr(message)) << text;
    EXPECT_EQ(status.message().find('\n'), absl::string_view::npos) << text;
  }
}

TEST(ParsePlannedStatus, ReadsCodeAndExecution) {
  const auto planned = ParsePlannedStatus("1201@5");
  ASSERT_TRUE(planned.ok()) << planned.status();
  EXPECT_EQ(planned->code, 1201U);
  EXPECT_EQ(planned->execution, 5U);
}

TEST(UsesLibnrt, UnlessThePlanIsPlain) {
  config::v1::StartWorkload plan;
  EXPECT_TRUE(UsesLibnrt(plan));
  plan.set_mode("nrt");
  EXPECT_TRUE(UsesLibnrt(plan));
  plan.set_mode("plain");
  EXPECT_FALSE(UsesLibnrt(plan));
}

}  // namespace
}  // namespace neuron::sim
