#include "tests/simulator/play/verbs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron::sim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ParseControlLine, ReadsAStartWithAllItsOptions) {
  const auto verb = ParseControlLine(
      "start train chips=4,5 cores=0,1 memory_bytes=123 executions=7 comm=python3");
  ASSERT_TRUE(verb.ok()) << verb.status();
  EXPECT_EQ(verb->start().name(), "train");
  EXPECT_THAT(verb->start().chips(), ElementsAre(4, 5));
  EXPECT_THAT(verb->start().cores(), ElementsAre(0, 1));
  EXPECT_EQ(verb->start().memory_bytes(), 123U);
  EXPECT_EQ(verb->start().executions(), 7U);
  EXPECT_EQ(verb->start().comm(), "python3");
}

TEST(ParseControlLine, LeavesAbsentWhatIsNotSaid) {
  const auto verb = ParseControlLine("start a chips=0");
  ASSERT_TRUE(verb.ok()) << verb.status();
  EXPECT_FALSE(verb->start().has_memory_bytes());
  EXPECT_FALSE(verb->start().has_executions());
}

TEST(ParseControlLine, ReadsTheOtherVerbs) {
  EXPECT_EQ(ParseControlLine("stop train")->stop().name(), "train");
  EXPECT_EQ(ParseControlLine("kill train")->kill().name(), "train");
  EXPECT_EQ(ParseControlLine("remove_chip 3")->remove_chip().chip(), 3U);
  EXPECT_EQ(ParseControlLine("add_chip 3")->add_chip().chip(), 3U);
  EXPECT_TRUE(ParseControlLine("quit")->has_quit());
}

TEST(ParseControlLine, SetTakesTheRestOfTheLine) {
  const auto verb = ParseControlLine("set sys/a/b 1 2\\n\\xff");
  ASSERT_TRUE(verb.ok()) << verb.status();
  EXPECT_EQ(verb->set().path(), "sys/a/b");
  EXPECT_EQ(verb->set().value(), "1 2\n\xff");
  EXPECT_EQ(ParseControlLine("set sys/a/b ")->set().value(), "");
}

TEST(ParseControlLine, NamesWhatIsWrong) {
  const std::pair<const char*, const char*> lines[] = {
      {"", "no verb"},
      {"dance", "use start, stop"},
      {"start", "is no name"},
      {"start a", "needs chips"},
      {"start a chips=x", "\"x\" is not a number"},
      {"start a chips=1,1", "chip 1 twice"},
      {"start a chips=-1", "not a number"},
      {"start a chips=0 speed=9", "no option \"speed=9\""},
      {"start a/b chips=0", "is no name"},
      {"start a chips=0 comm=x/y", "is no name"},
      {"stop", "takes one word"},
      {"stop a b", "takes one word"},
      {"remove_chip x", "not a number"},
      {"set sys/a", "usage: set"},
      {"set dev/neuron0 x", "not under sys/"},
      {"set sys/a \\q", "not one of"},
      {"quit now", "no verb \"quit\""}};
  for (const auto& [line, message] : lines) {
    const auto verb = ParseControlLine(line);
    ASSERT_FALSE(verb.ok()) << line;
    EXPECT_EQ(verb.status().code(), absl::StatusCode::kInvalidArgument) << line;
    EXPECT_THAT(verb.status().message(), HasSubstr(message)) << line;
  }
}

}  // namespace
}  // namespace neuron::sim
