#include "tests/simulator/play/control_line.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParseControlLine, ReadsAStartWithAllItsOptions) {
  const auto verb = ParseControlLine(
      "start train chips=4,5 cores=0,1 memory_bytes=123 executions=7 comm=python3 mode=nrt "
      "executions_per_second=2.5 latency_ms=3 status=1201@5,101@9");
  ASSERT_TRUE(verb.ok()) << verb.status();
  EXPECT_EQ(verb->start().name(), "train");
  EXPECT_THAT(verb->start().chips(), ElementsAre(4, 5));
  EXPECT_THAT(verb->start().cores(), ElementsAre(0, 1));
  EXPECT_EQ(verb->start().memory_bytes(), 123U);
  EXPECT_EQ(verb->start().executions(), 7U);
  EXPECT_EQ(verb->start().comm(), "python3");
  EXPECT_EQ(verb->start().mode(), "nrt");
  EXPECT_EQ(verb->start().executions_per_second(), 2.5);
  EXPECT_EQ(verb->start().latency_ms(), 3);
  EXPECT_THAT(verb->start().status(), ElementsAre("1201@5", "101@9"));
}

TEST(ParseControlLine, LeavesAbsentWhatIsNotSaid) {
  const auto verb = ParseControlLine("start a chips=0");
  ASSERT_TRUE(verb.ok()) << verb.status();
  EXPECT_FALSE(verb->start().has_memory_bytes());
  EXPECT_FALSE(verb->start().has_executions());
}

// One line for each verb of the proto, with the same verb as protobuf text.
constexpr std::pair<const char*, const char*> kVerbs[] = {
    {"start a 0,1 1", "start { name: 'a' chips: [0, 1] cores: 1 }"},
    {"stop train", "stop { name: 'train' }"},
    {"kill train", "kill { name: 'train' }"},
    {"set sys/a 1", "set { path: 'sys/a' value: '1' }"},
    {"remove_chip 3", "remove_chip { chip: 3 }"},
    {"add_chip chip=3", "add_chip { chip: 3 }"},
    {"add_chip 3 serial_number=00000000000000ab",
     "add_chip { chip: 3 serial_number: '00000000000000ab' }"},
    {"quit", "quit {}"},
    {"set_counter 1 success 7 core=2",
     "set_counter { chip: 1 counter: 'success' value: 7 core: 2 }"},
    {"add_counter 1 mem_ecc_corrected 7",
     "add_counter { chip: 1 counter: 'mem_ecc_corrected' delta: 7 }"},
    {"ecc 1 mem_corrected 2", "ecc { chip: 1 kind: 'mem_corrected' delta: 2 }"},
    {"reset 1 seconds=2.5 fails=true", "reset { chip: 1 seconds: 2.5 fails: true }"},
    {"power 1 0.5 25 18", "power { chip: 1 min: 0.5 max: 25 average: 18 }"},
    {"health 1 components=hbm,sram", "health { chip: 1 components: 'hbm,sram' }"},
    {"health 1 heartbeat=7", "health { chip: 1 heartbeat: 7 }"},
    {"health 1 beating=false", "health { chip: 1 beating: false }"},
    {"health 1 unreachable=false", "health { chip: 1 unreachable: false }"},
    {"slow sys/a/* 50", "slow { path: 'sys/a/*' delay_ms: 50 }"},
    {"hang sys/a", "hang { path: 'sys/a' }"},
    {"unhang sys/a", "unhang { path: 'sys/a' }"},
    {"error sys/a EIO", "error { path: 'sys/a' errno_name: 'EIO' }"},
    {"garbage sys/a hex", "garbage { path: 'sys/a' kind: 'hex' }"},
    {"heal sys/a", "heal { path: 'sys/a' }"},
    {"probe_race 3 1500", "probe_race { chip: 3 delay_ms: 1500 }"},
    {"pci_only 3", "pci_only { chip: 3 }"},
    {"invalid_chip 3", "invalid_chip { chip: 3 }"},
    {"unload_driver", "unload_driver {}"},
    {"load_driver 2.30", "load_driver { version: '2.30' }"},
    {"reload_driver version=2.30", "reload_driver { version: '2.30' }"},
    {"reload_driver", "reload_driver {}"},
    {"kernel_log neuron:f: nd0: a=b\\n", "kernel_log { text: 'neuron:f: nd0: a=b\\n' }"},
    {"behave reset_seconds=2 reads_sleep_in_reset=true",
     "behave { reset_seconds: 2 reads_sleep_in_reset: true }"},
};

TEST(ParseControlLine, ReadsEveryVerbOfTheProto) {
  std::set<int> seen;
  for (const auto& [line, text] : kVerbs) {
    const auto verb = ParseControlLine(line);
    ASSERT_TRUE(verb.ok()) << line << ": " << verb.status();
    config::v1::Verb expected;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &expected)) << text;
    EXPECT_EQ(verb->DebugString(), expected.DebugString());
    seen.insert(verb->verb_case());
  }
  EXPECT_EQ(static_cast<int>(seen.size()), config::v1::Verb::descriptor()->field_count());
}

TEST(ParseControlLine, SetTakesTheRestOfTheLine) {
  const auto verb = ParseControlLine("set sys/a/b 1 2\\n\\xff");
  ASSERT_TRUE(verb.ok()) << verb.status();
  EXPECT_EQ(verb->set().path(), "sys/a/b");
  EXPECT_EQ(verb->set().value(), "1 2\n\xff");
  EXPECT_EQ(ParseControlLine("set sys/a/b ")->set().value(), "");
  EXPECT_EQ(ParseControlLine("set sys/a/b x=1")->set().value(), "x=1");
}

TEST(ParseControlLine, NamesWhatIsWrongAndWhatWouldBeRight) {
  const std::pair<const char*, const char*> lines[] = {
      {"", "no verb \"\": use start, stop"},
      {"dance", "no verb \"dance\": use start, stop"},
      {"start", "something is missing; usage: start NAME [chips=] [cores=]"},
      {"start a", "needs chips"},
      {"start a chips=x", "\"x\" is no uint32 for chips"},
      {"start a chips=-1", "is no uint32"},
      {"start a chips=0 speed=9", "what is \"speed=9\"?; usage: start NAME"},
      {"start a chips=0 name=b", "name is said twice"},
      {"start a/b chips=0", "is no name"},
      {"stop", "usage: stop NAME"},
      {"stop a b", "what is \"b\"?; usage: stop NAME"},
      {"remove_chip x", "usage: remove_chip CHIP"},
      {"remove_chip", "usage: remove_chip CHIP"},
      {"reset 1 fails=maybe", "\"maybe\" is no bool for fails"},
      {"reset 1 seconds=x", "\"x\" is no double for seconds"},
      {"add_counter 1 a -1", "\"-1\" is no uint64 for delta"},
      {"set sys/a", "usage: set PATH VALUE"},
      {"set sys/a \\q", "not one of"},
      {"kernel_log", "usage: kernel_log TEXT"},
      {"quit now", "what is \"now\"?; usage: quit"}};
  for (const auto& [line, message] : lines) {
    const auto verb = ParseControlLine(line);
    ASSERT_FALSE(verb.ok()) << line;
    EXPECT_EQ(verb.status().code(), absl::StatusCode::kInvalidArgument) << line;
    EXPECT_THAT(verb.status().message(), HasSubstr(message)) << line;
  }
}

}  // namespace
}  // namespace neuron::sim
