#include "agent/placement/task_lint.h"

#include "absl/strings/str_cat.h"
#include "agent/base/json_parser.h"
#include "agent/placement/port_token.h"
#include "gtest/gtest.h"
#include "tests/placement/published.h"

namespace neuron {
namespace {

using Codes = std::vector<LintCode>;

LintRules Rules(const std::string& instance = "", const std::string& host_type = "") {
  return {Published(), kPortBase, instance, host_type};
}

std::vector<LintFinding> Lint(absl::string_view text, const LintRules& rules) {
  return LintTask(*ViewTask(ParseJson(text)->front(), ""), rules);
}

Codes CodesOf(absl::string_view text, const LintRules& rules = Rules()) {
  Codes codes;
  for (const LintFinding& finding : Lint(text, rules)) {
    EXPECT_FALSE(finding.path.empty());
    EXPECT_FALSE(finding.cure.empty());
    codes.push_back(finding.code);
  }
  return codes;
}

std::string Devices(const std::vector<int>& chips) {
  std::string devices;
  for (const int chip : chips) {
    absl::StrAppend(&devices, devices.empty() ? "" : ", ", "{\"hostPath\": \"/dev/neuron", chip,
                    "\"}");
  }
  return absl::StrCat("\"devices\": [", devices, "]");
}

// A container that has these chips and may lock memory.
std::string Container(const std::string& name, const std::vector<int>& chips,
                      const std::string& more = "") {
  return absl::StrCat("{\"name\": \"", name, "\", ", more, "\"linuxParameters\": {",
                      "\"capabilities\": {\"add\": [\"IPC_LOCK\"]}, ", Devices(chips), "}}");
}

std::string Task(const std::string& containers, const std::vector<std::string>& expressions,
                 const std::string& more = "") {
  std::string constraints;
  for (const std::string& expression : expressions) {
    absl::StrAppend(&constraints, constraints.empty() ? "" : ", ",
                    "{\"type\": \"memberOf\", \"expression\": \"", expression, "\"}");
  }
  return absl::StrCat("{", more, "\"placementConstraints\": [", constraints,
                      "], \"containerDefinitions\": [", containers, "]}");
}

constexpr char kFree01[] = "attribute:neuron.free-set =~ .*_00_01_.*";

TEST(LintTask, FindsNothingInAGoodOne) {
  EXPECT_EQ(CodesOf(Task(Container("a", {0, 1}), {kFree01})), Codes{});
  EXPECT_EQ(CodesOf(Task("{\"name\": \"web\"}", {})), Codes{});
}

TEST(LintTask, FindsDevicesThatTheTypeLacks) {
  const std::string task = Task(Container("a", {0, 1}), {kFree01});
  EXPECT_EQ(CodesOf(task, Rules("inf1.xlarge")), Codes{LintCode::kDevice});
  EXPECT_EQ(CodesOf(task, Rules("inf1.6xlarge")), Codes{});
  const std::vector<LintFinding> findings = Lint(task, Rules("inf1.xlarge"));
  EXPECT_EQ(findings[0].path, "containerDefinitions[0].linuxParameters.devices[1]");
  EXPECT_EQ(findings[0].what, "inf1.xlarge has 1 chip and no /dev/neuron1");
}

TEST(LintTask, GoesByTheTypeThatWasAskedForThenTheConstraintsThenThisHost) {
  const std::string type = "attribute:ecs.instance-type == inf1.xlarge";
  const std::string open = Task(Container("a", {0, 1}), {kFree01});
  const std::string bound = Task(Container("a", {0, 1}), {kFree01, type});
  EXPECT_EQ(CodesOf(open, Rules("", "trn1.32xlarge")), Codes{});
  EXPECT_EQ(CodesOf(open, Rules("", "trn1.2xlarge")), Codes{LintCode::kDevice});
  EXPECT_EQ(CodesOf(bound, Rules("", "trn1.32xlarge")), Codes{LintCode::kDevice});
  EXPECT_EQ(CodesOf(bound, Rules("trn1.32xlarge", "inf1.xlarge")), Codes{});
}

TEST(LintTask, FindsDevicesThatNoHostHas) {
  for (const char* const type : {"", "m5.large", "trn3.48xlarge"}) {
    EXPECT_EQ(CodesOf(Task(Container("a", {64}), {}), Rules(type)), Codes{LintCode::kDevice});
  }
  EXPECT_EQ(CodesOf(Task(Container("a", {63}), {"attribute:neuron.free-set =~ .*_63_.*"})),
            Codes{});
}

TEST(LintTask, FindsAChipOfTwoContainers) {
  const std::string twice = absl::StrCat(Container("a", {0, 1}), ", ", Container("b", {1}));
  const std::vector<LintFinding> findings = Lint(Task(twice, {kFree01}), Rules());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, LintCode::kShared);
  EXPECT_EQ(findings[0].path, "containerDefinitions[1].linuxParameters.devices[0]");
  EXPECT_EQ(findings[0].what, "container \"a\" has /dev/neuron1, too");
  const std::string once = absl::StrCat(Container("a", {0}), ", ", Container("b", {1}));
  EXPECT_EQ(CodesOf(Task(once, {kFree01})), Codes{});
}

TEST(LintTask, LetsLesseesMapTheSameChips) {
  const std::string run = "\"entryPoint\": [\"neuronctl\", \"run\", \"--chips=1\", \"--\"], ";
  const std::string both =
      absl::StrCat(Container("a", {0, 1}, run), ", ", Container("b", {0, 1}, run));
  EXPECT_EQ(CodesOf(Task(both, {"attribute:neuron.fits =~ .*_01_.*"})), Codes{});
}

TEST(LintTask, FindsThatMemoryCannotBeLocked) {
  const std::string bare = absl::StrCat("{\"linuxParameters\": {", Devices({0, 1}), "}}");
  const std::vector<LintFinding> findings = Lint(Task(bare, {kFree01}), Rules());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, LintCode::kCapability);
  EXPECT_EQ(findings[0].path, "containerDefinitions[0].linuxParameters");
}

TEST(LintTask, FindsPortTokensThatEcsDoesNotCount) {
  const std::string token =
      "\"portMappings\": [{\"hostPort\": 80, \"containerPort\": 80}, "
      "{\"hostPort\": 21000, \"containerPort\": 21000}], ";
  const std::string container = Container("a", {0, 1}, token);
  const std::vector<LintFinding> findings =
      Lint(Task(container, {kFree01}, "\"networkMode\": \"awsvpc\", "), Rules());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, LintCode::kAwsvpc);
  EXPECT_EQ(findings[0].path, "containerDefinitions[0].portMappings[1]");
  EXPECT_EQ(CodesOf(Task(container, {kFree01}, "\"networkMode\": \"host\", ")), Codes{});
  EXPECT_EQ(CodesOf(Task(container, {kFree01})), Codes{});
}

TEST(LintTask, FindsChipsThatNoConstraintAsksFor) {
  const std::string container = Container("a", {0, 1});
  for (const char* const loose :
       {"attribute:neuron.fits =~ .*_02_.*", "attribute:neuron.free-chips >= 02",
        "attribute:neuron.free-set =~ .*_00_.*", "attribute:neuron.health == ok",
        "attribute:neuron.free-set =~ .*_00_01_.* or attribute:a == b"}) {
    EXPECT_EQ(CodesOf(Task(container, {loose})), Codes{LintCode::kLoose}) << loose;
  }
  EXPECT_EQ(CodesOf(Task(container, {})), Codes{LintCode::kLoose});
  EXPECT_EQ(CodesOf(Task(container, {"attribute:neuron.free-set =~ .*_00_.*",
                                     "attribute:neuron.free-set =~ .*_01_.*"})),
            Codes{});
}

TEST(LintTask, SaysWhichChipsAndWhatToAdd) {
  const std::vector<LintFinding> findings =
      Lint(Task(Container("a", {0, 1, 2}),
                {"attribute:neuron.free-set =~ .*_01_.*", "attribute:neuron.fits =~ .*_01_.*"}),
           Rules());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].path, "containerDefinitions[0].linuxParameters.devices");
  EXPECT_EQ(findings[0].what,
            "no constraint asks for chips 0, 2 in neuron.free-set: a size or a count says that "
            "some are free, not these");
  EXPECT_EQ(findings[0].cure,
            "add memberOf: attribute:neuron.free-set =~ .*_00_01_02_.* and "
            "attribute:neuron.health in [ok, degraded]");
}

TEST(LintTask, LintsItsConstraints) {
  EXPECT_EQ(CodesOf(Task("{}", {"attribute:a > 4"})), Codes{LintCode::kUnpadded});
}

}  // namespace
}  // namespace neuron
