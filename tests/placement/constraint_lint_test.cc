#include "agent/placement/constraint_lint.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "tests/placement/published.h"

namespace neuron {
namespace {

// The codes of what is found in one expression.
std::vector<LintCode> CodesOf(const std::string& expression) {
  const TaskConstraints constraints = {"placementConstraints", 1, {{expression, "p"}}};
  std::vector<LintCode> codes;
  for (const LintFinding& finding : LintConstraints(constraints, Published())) {
    EXPECT_EQ(finding.path, "p");
    EXPECT_FALSE(finding.what.empty());
    EXPECT_FALSE(finding.cure.empty());
    codes.push_back(finding.code);
  }
  return codes;
}

using Codes = std::vector<LintCode>;

struct Twins {
  LintCode code;
  std::string bad;
  std::string good;
};

TEST(LintConstraints, FindsTheBadAndNotItsGoodTwin) {
  const std::string longest = "attribute:a == " + std::string(1985, 'x');
  for (const Twins& twins : std::vector<Twins>{
           {LintCode::kUnpadded, "attribute:neuron.free-chips >= 4",
            "attribute:neuron.free-chips >= 04"},
           {LintCode::kUnpadded, "attribute:neuron.chip-count < 016",
            "attribute:neuron.chip-count < 16"},
           {LintCode::kUnpadded, "attribute:neuron.free-chips > -1",
            "attribute:neuron.free-chips > 00"},
           {LintCode::kUnpadded, "attribute:rank > 16", "attribute:rank > 016"},
           {LintCode::kUnpadded, "attribute:rank >= 0", "attribute:rank in [0, 1]"},
           {LintCode::kUnpadded, "attribute:rank <= 1.5", "runningTasksCount <= 1"},
           {LintCode::kUnpadded, "attribute:rank <= 0.5", "agentVersion <= 1.5"},
           {LintCode::kUnpadded, "not (attribute:rank > 4)", "attribute:stack > blue"},
           {LintCode::kAbsence, "attribute:a != b", "attribute:a exists and attribute:a != b"},
           {LintCode::kAbsence, "attribute:a !in [b]",
            "attribute:a not_exists or attribute:a !in [b]"},
           {LintCode::kAbsence, "attribute:neuron.health !~ bad.*",
            "attribute:neuron.health in [ok, degraded]"},
           {LintCode::kAbsence, "attribute:a != b and attribute:c == d", "not (attribute:a == b)"},
           {LintCode::kLength, longest + "x", longest},
           {LintCode::kExpression, "attribute:a = b", "attribute:a == b"},
           {LintCode::kExpression, "", "attribute:a exists"},
           {LintCode::kExpression, "agentVersion == new", "agentVersion == 1.14.5"},
           {LintCode::kExpression, "attribute:a =~ x*+", "attribute:a =~ x+"},
       }) {
    EXPECT_EQ(CodesOf(twins.bad), Codes{twins.code}) << twins.bad;
    EXPECT_EQ(CodesOf(twins.good), Codes{}) << twins.good;
  }
}

TEST(LintConstraints, FindsEachThingOfAnExpression) {
  EXPECT_EQ(CodesOf("attribute:a > 4 and attribute:b != c and attribute:d != e"),
            (Codes{LintCode::kUnpadded, LintCode::kAbsence, LintCode::kAbsence}));
}

TEST(LintConstraints, SaysHowOursAreWritten) {
  const TaskConstraints constraints = {
      "placementConstraints", 1, {{"attribute:neuron.free-chips >= 4", "p"}}};
  const std::vector<LintFinding> findings = LintConstraints(constraints, Published());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].what,
            "attribute:neuron.free-chips >= 4: AWS does not say whether this compares numbers or "
            "text, and as text 10 is before 4");
  EXPECT_EQ(findings[0].cure, "write it with two digits, as neuron.free-chips is: 04 for 4");
}

TEST(LintConstraints, CountsThem) {
  TaskConstraints constraints = {"placementConstraints", 10, {}};
  EXPECT_TRUE(LintConstraints(constraints, Published()).empty());
  constraints.count = 11;
  const std::vector<LintFinding> findings = LintConstraints(constraints, Published());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, LintCode::kCount);
  EXPECT_EQ(findings[0].path, "placementConstraints");
  EXPECT_EQ(findings[0].what, "11 constraints: ECS takes 10");
}

}  // namespace
}  // namespace neuron
