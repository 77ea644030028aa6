#include "agent/placement/service_lint.h"

#include "agent/base/json_parser.h"
#include "gtest/gtest.h"
#include "tests/placement/published.h"

namespace neuron {
namespace {

ServiceView View(absl::string_view text) {
  return *ViewService(ParseJson(text)->front(), "services[0].");
}

// A service of that strategy with that constraint.
ServiceView Service(const std::string& strategy, const std::string& expression) {
  return View(R"({"schedulingStrategy": ")" + strategy +
              R"(", "taskDefinition": "f", "placementConstraints":
                  [{"type": "memberOf", "expression": ")" +
              expression + R"("}]})");
}

TaskView TaskWith(std::size_t count, const std::string& expression) {
  TaskView task;
  task.family = "f";
  task.constraints = {"placementConstraints", count, {{expression, "p"}}};
  return task;
}

TEST(ViewService, KnowsTheFamilyOfItsTasks) {
  EXPECT_EQ(View(R"({"taskDefinition": "train"})").family, "train");
  EXPECT_EQ(View(R"({"taskDefinition": "train:7"})").family, "train");
  EXPECT_EQ(View(R"({"taskDefinition": "arn:aws:ecs:us-east-1:1:task-definition/train:7"})").family,
            "train");
  EXPECT_EQ(View(R"({"serviceName": "s"})").family, "");
  EXPECT_EQ(View("{}").family_path, "services[0].taskDefinition");
}

TEST(ViewService, KnowsDaemons) {
  EXPECT_TRUE(View(R"({"schedulingStrategy": "DAEMON"})").daemon);
  EXPECT_FALSE(View(R"({"schedulingStrategy": "REPLICA"})").daemon);
  EXPECT_FALSE(View("{}").daemon);
}

TEST(ViewService, FailsAsViewTask) {
  EXPECT_TRUE(absl::IsInvalidArgument(
      ViewService(ParseJson(R"({"taskDefinition": 7})")->front(), "").status()));
}

TEST(LintService, FindsADaemonThatDependsOnWhatChanges) {
  const std::string ours = "attribute:neuron.fits =~ .*_04_.* and attribute:neuron.health == ok";
  const std::vector<LintFinding> findings =
      LintService(Service("DAEMON", ours), nullptr, Published());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, LintCode::kVolatile);
  EXPECT_EQ(findings[0].path, "services[0].placementConstraints[0].expression");
  EXPECT_EQ(findings[0].what,
            "a DAEMON service depends on neuron.fits, neuron.health: ECS stops its task on a host "
            "as soon as that changes");
  EXPECT_TRUE(LintService(Service("REPLICA", ours), nullptr, Published()).empty());
  EXPECT_TRUE(
      LintService(Service("DAEMON", "attribute:ecs.instance-type =~ trn1.*"), nullptr, Published())
          .empty());
}

TEST(LintService, FindsThatOfItsTaskDefinition) {
  const TaskView task = TaskWith(1, "attribute:neuron.fits =~ .*_04_.*");
  const std::string stable = "attribute:a == b";
  const std::vector<LintFinding> findings =
      LintService(Service("DAEMON", stable), &task, Published());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, LintCode::kVolatile);
  EXPECT_EQ(findings[0].path, "services[0].taskDefinition");
  EXPECT_EQ(findings[0].what,
            "by the task definition f a DAEMON service depends on neuron.fits: ECS stops its task "
            "on a host as soon as that changes");
  EXPECT_TRUE(LintService(Service("REPLICA", stable), &task, Published()).empty());
}

TEST(LintService, CountsConstraintsOfBothTogether) {
  ServiceView service = Service("REPLICA", "attribute:a == b");
  service.constraints.count = 6;
  const TaskView four = TaskWith(4, "attribute:a == b");
  const TaskView five = TaskWith(5, "attribute:a == b");
  const TaskView eleven = TaskWith(11, "attribute:a == b");
  EXPECT_TRUE(LintService(service, &four, Published()).empty());
  const std::vector<LintFinding> findings = LintService(service, &five, Published());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, LintCode::kCount);
  EXPECT_EQ(findings[0].what, "11 constraints with those of the task definition f: ECS takes 10");
  // That is found at the task definition.
  EXPECT_TRUE(LintService(service, &eleven, Published()).empty());
}

TEST(LintService, LintsItsConstraints) {
  const std::vector<LintFinding> findings =
      LintService(Service("REPLICA", "attribute:a > 4"), nullptr, Published());
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, LintCode::kUnpadded);
}

}  // namespace
}  // namespace neuron
