#include "agent/placement/document_lint.h"

#include "agent/placement/port_token.h"
#include "gtest/gtest.h"
#include "tests/placement/published.h"

namespace neuron {
namespace {

const LintRules kRules = {Published(), kPortBase, "", ""};

// A task definition with one thing wrong, in its constraint.
constexpr char kTask[] = R"({"family": "f", "containerDefinitions": [], "placementConstraints": [
    {"type": "memberOf", "expression": "attribute:neuron.free-chips > 4"}]})";

// Where there are findings: file and path.
std::vector<std::string> PlacesIn(const std::vector<LintFile>& files) {
  const auto findings = LintFiles(files, kRules);
  EXPECT_TRUE(findings.ok()) << findings.status();
  std::vector<std::string> places;
  for (const LintFinding& finding : *findings) {
    places.push_back(finding.file + " " + finding.path);
  }
  return places;
}

std::string ErrorOf(const std::string& text) {
  const absl::Status status = LintFiles({{"x.json", text}}, kRules).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  return std::string(status.message());
}

using Places = std::vector<std::string>;
const std::string kAt = "placementConstraints[0].expression";

TEST(LintFiles, TakesWhatTheAwsCliTakesAndPrints) {
  const std::string task = kTask;
  EXPECT_EQ(PlacesIn({{"a", task}}), (Places{"a " + kAt}));
  EXPECT_EQ(PlacesIn({{"a", "{\"taskDefinition\": " + task + "}"}}),
            (Places{"a taskDefinition." + kAt}));
  const std::string service =
      R"({"serviceName": "s", "taskDefinition": "g:1", "placementConstraints": [
          {"type": "memberOf", "expression": "attribute:a > 4"}]})";
  EXPECT_EQ(PlacesIn({{"a", service}}), (Places{"a " + kAt}));
  EXPECT_EQ(PlacesIn({{"a", "{\"service\": " + service + "}"}}), (Places{"a service." + kAt}));
  EXPECT_EQ(PlacesIn({{"a", "{\"services\": [" + service + "], \"failures\": []}"}}),
            (Places{"a services[0]." + kAt}));
}

TEST(LintFiles, TakesSeveralInAnArrayOrOneAfterAnother) {
  const std::string task = kTask;
  const Places places = {"a [0]." + kAt, "a [1]." + kAt};
  EXPECT_EQ(PlacesIn({{"a", "[" + task + "," + task + "]"}}), places);
  EXPECT_EQ(PlacesIn({{"a", task + "\n" + task}}), places);
}

TEST(LintFiles, GoesByTheOrderOfTheFiles) {
  EXPECT_EQ(PlacesIn({{"b", kTask}, {"a", kTask}}), (Places{"b " + kAt, "a " + kAt}));
}

TEST(LintFiles, JudgesAServiceWithItsTaskDefinition) {
  const std::string daemon =
      R"({"serviceName": "s", "taskDefinition": "f:3", "schedulingStrategy": "DAEMON"})";
  EXPECT_EQ(PlacesIn({{"s", daemon}, {"t", kTask}}), (Places{"s taskDefinition", "t " + kAt}));
  EXPECT_EQ(PlacesIn({{"s", daemon}}), Places{});
  // The last of a family counts.
  EXPECT_EQ(
      PlacesIn(
          {{"s", daemon}, {"t", kTask}, {"u", R"({"family": "f", "containerDefinitions": []})"}}),
      (Places{"t " + kAt}));
}

TEST(LintFiles, SaysWhatIsWrongWithAFile) {
  EXPECT_EQ(ErrorOf("{\n  \"family\": \"f\"\n  \"cpu\": 1}"),
            "x.json: line 3, column 3: a comma or } is expected");
  EXPECT_EQ(ErrorOf("{}"),
            "x.json: neither a task definition, which has containerDefinitions, nor a service, "
            "which has taskDefinition");
  EXPECT_EQ(ErrorOf("[{\"serviceName\": \"s\"}, 7]"),
            "x.json: at [1]. neither a task definition, which has containerDefinitions, nor a "
            "service, which has taskDefinition");
  EXPECT_EQ(ErrorOf("{\"containerDefinitions\": 7}"),
            "x.json: containerDefinitions is not of the JSON type array, which ECS has there");
}

}  // namespace
}  // namespace neuron
