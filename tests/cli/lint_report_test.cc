#include "agent/cli/lint_report.h"

#include "agent/cli/message_text.h"
#include "gtest/gtest.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

std::vector<LintFinding> Example() {
  return {{"train.json", "containerDefinitions[0].linuxParameters.devices[2]", LintCode::kDevice,
           "trn1.2xlarge has 1 chip and no /dev/neuron4",
           "map chips below 1, or name the right --instance"},
          {"s\xc3\xa9rvice\x1b.json", "placementConstraints[1].expression", LintCode::kUnpadded,
           "attribute:rank > 4: AWS does not say", "write 04"}};
}

TEST(LintText, IsReadByPeople) {
  ExpectGolden("tests/golden/placement.lint.txt", LintText(Example()));
}

TEST(LintText, IsEmptyWithoutFindings) { EXPECT_EQ(LintText({}), ""); }

TEST(LintReportOf, IsJsonForScripts) {
  ExpectGolden("tests/golden/placement.lint.json", JsonPage(LintReportOf(Example())));
}

TEST(LintReportOf, IsUtf8) {
  const std::vector<LintFinding> odd = {{"\xff", "p", LintCode::kLoose, "\xff", "\xff"}};
  const agent::v1::LintReport report = LintReportOf(odd);
  EXPECT_EQ(report.findings(0).file(), "\xef\xbf\xbd");
  EXPECT_EQ(report.findings(0).what(), "\xef\xbf\xbd");
  EXPECT_EQ(report.findings(0).cure(), "\xef\xbf\xbd");
}

}  // namespace
}  // namespace neuron
