#include "agent/command_line.h"

#include <string>
#include <vector>

#include "gflags/gflags.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

DEFINE_string(fruit, "apple", "what to eat");
DEFINE_int32(spoons, 1, "how many");
DEFINE_bool(hungry, true, "whether to eat");

namespace neuron {
namespace {

class CommandLineTest : public testing::Test {
 protected:
  absl::StatusOr<CommandLine> Parse(std::vector<const char*> words) {
    words.insert(words.begin(), "program");
    return ParseCommandLine(static_cast<int>(words.size()), words.data());
  }

  std::string ErrorOf(const std::vector<const char*>& words) {
    const absl::StatusOr<CommandLine> line = Parse(words);
    EXPECT_TRUE(absl::IsInvalidArgument(line.status()));
    return std::string(line.status().message());
  }

 private:
  const gflags::FlagSaver defaults_;
};

TEST_F(CommandLineTest, SetsFlagsAndReturnsTheRest) {
  const absl::StatusOr<CommandLine> line =
      Parse({"eat", "--fruit=pear", "now", "--spoons", "2", "--nohungry"});
  ASSERT_TRUE(line.ok()) << line.status();
  EXPECT_EQ(line->words, (std::vector<std::string>{"eat", "now"}));
  EXPECT_EQ(line->flags, (std::vector<std::string>{"fruit", "spoons", "hungry"}));
  EXPECT_FALSE(line->help);
  EXPECT_EQ(FLAGS_fruit, "pear");
  EXPECT_EQ(FLAGS_spoons, 2);
  EXPECT_FALSE(FLAGS_hungry);
}

TEST_F(CommandLineTest, TakesOneDashAndValuesWithEqualSigns) {
  ASSERT_TRUE(Parse({"-fruit=a=b", "-"}).ok());
  EXPECT_EQ(FLAGS_fruit, "a=b");
}

TEST_F(CommandLineTest, TakesNoFlagsAfterTwoDashes) {
  const absl::StatusOr<CommandLine> line = Parse({"--", "--fruit=pear"});
  ASSERT_TRUE(line.ok()) << line.status();
  EXPECT_EQ(line->words, (std::vector<std::string>{"--fruit=pear"}));
  EXPECT_EQ(FLAGS_fruit, "apple");
}

TEST_F(CommandLineTest, NoticesHelp) {
  EXPECT_TRUE(Parse({"--help"})->help);
  EXPECT_TRUE(Parse({"eat", "-h"})->help);
}

TEST_F(CommandLineTest, NamesTheBadFlag) {
  EXPECT_EQ(ErrorOf({"--vegetable=leek"}), "unknown flag --vegetable");
  EXPECT_EQ(ErrorOf({"--nofruit"}), "unknown flag --nofruit");
  EXPECT_EQ(ErrorOf({"--spoons=two"}), "bad value --spoons=two: int32 expected (how many)");
  EXPECT_EQ(ErrorOf({"--hungry=perhaps"}),
            "bad value --hungry=perhaps: bool expected (whether to eat)");
  EXPECT_EQ(ErrorOf({"--spoons"}), "--spoons needs a value (how many)");
}

TEST_F(CommandLineTest, ReadsAFlagFile) {
  const TemporaryDirectory directory;
  const std::string flag =
      "--flagfile=" + directory.Write("flags", "# breakfast\n\n  --fruit=two pears \n--nohungry\n");
  const absl::StatusOr<CommandLine> line = Parse({flag.c_str()});
  ASSERT_TRUE(line.ok()) << line.status();
  EXPECT_EQ(FLAGS_fruit, "two pears");
  EXPECT_FALSE(FLAGS_hungry);
  EXPECT_EQ(line->flags, (std::vector<std::string>{"fruit", "hungry"}));
}

TEST_F(CommandLineTest, NamesTheFlagFileOfABadFlag) {
  const TemporaryDirectory directory;
  const std::string unknown = "--flagfile=" + directory.Write("unknown", "--vegetable=leek\n");
  EXPECT_EQ(ErrorOf({unknown.c_str()}), unknown + ": unknown flag --vegetable");
  const std::string word = "--flagfile=" + directory.Write("word", "fruit=pear\n");
  EXPECT_EQ(ErrorOf({word.c_str()}),
            word + ": \"fruit=pear\" is not a flag: one --name=value a line");
  const std::string nested = "--flagfile=" + directory.Write("nested", "--flagfile=nested\n");
  EXPECT_NE(ErrorOf({nested.c_str()}).find("is not a flag"), std::string::npos);
  const std::string missing = "--flagfile=" + directory.Path("missing");
  EXPECT_NE(ErrorOf({missing.c_str()}).find("No such file or directory"), std::string::npos);
}

}  // namespace
}  // namespace neuron
