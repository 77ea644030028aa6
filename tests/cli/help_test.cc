#include "agent/cli/help.h"

#include "agent/cli/command.h"
#include "agent/cli/options.h"
#include "gtest/gtest.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

TEST(HelpText, ReadsLikeAManualPage) { ExpectGolden("tests/golden/help.txt", HelpText("")); }

TEST(HelpText, ExplainsACommandAndItsFlags) {
  // Whoever prints help has parsed the command line: the flags are defined.
  const char* const words[] = {"neuronctl", "help", "ls"};
  ASSERT_EQ(ParseOptions(3, words)->topic, "ls");
  ExpectGolden("tests/golden/help.ls.txt", HelpText("ls"));
}

TEST(HelpText, ExplainsHealthHoldersAndDoctor) {
  const char* const words[] = {"neuronctl", "help", "holders"};
  ASSERT_EQ(ParseOptions(3, words)->topic, "holders");
  ExpectGolden("tests/golden/help.holders.txt", HelpText("holders"));
  ExpectGolden("tests/golden/help.doctor.txt", HelpText("doctor"));
  ExpectGolden("tests/golden/help.health.txt", HelpText("health"));
}

TEST(HelpText, ExplainsACommandOfTwoWords) {
  const char* const words[] = {"neuronctl", "help", "placement", "explain"};
  ASSERT_EQ(ParseOptions(4, words)->topic, "placement explain");
  ExpectGolden("tests/golden/help.placement_explain.txt", HelpText("placement explain"));
}

TEST(HelpText, ExplainsWhatMakesAndLintsTaskDefinitions) {
  const char* const words[] = {"neuronctl", "help", "placement", "lint"};
  ASSERT_EQ(ParseOptions(4, words)->topic, "placement lint");
  ExpectGolden("tests/golden/help.placement_generate.txt", HelpText("placement generate"));
  ExpectGolden("tests/golden/help.placement_lint.txt", HelpText("placement lint"));
}

TEST(HelpText, NamesEveryCommand) {
  for (const Command& command : Commands()) {
    EXPECT_NE(HelpText("").find("    " + std::string(command.name) + " "), std::string::npos);
    EXPECT_NE(HelpText(command.name).find(std::string(command.summary)), std::string::npos);
  }
}

TEST(HelpText, FitsATerminal) {
  for (const Command& command : Commands()) {
    const std::string page = HelpText(command.name);
    std::size_t start = 0;
    for (std::size_t end; (end = page.find('\n', start)) != std::string::npos; start = end + 1) {
      EXPECT_LE(end - start, 100u) << page.substr(start, end - start);
    }
  }
}

}  // namespace
}  // namespace neuron
