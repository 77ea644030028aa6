#include "agent/placement/pinned_task.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "agent/base/json_text.h"
#include "agent/placement/chip_sets.h"
#include "agent/placement/document_lint.h"
#include "agent/placement/port_token.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/placement/example_task.h"
#include "tests/placement/published.h"

namespace neuron {
namespace {

using testing::HasSubstr;

TaskPlan Plan(const std::string& instance_type, const std::string& container = "") {
  return {instance_type, Published(), container, absl::nullopt};
}

std::vector<JsonValue> Pin(const JsonValue& task, int chips, const TaskPlan& plan) {
  const auto tasks = PinnedTasks(task, *ChipSetsOf(plan.instance_type, chips), plan);
  EXPECT_TRUE(tasks.ok()) << tasks.status();
  return tasks.value_or(std::vector<JsonValue>());
}

TEST(PinnedTasks, OnlyAddAConstraintToTheGuidesExample) {
  const std::string text = ExampleTaskText("tensorflow_serving.json");
  const std::vector<JsonValue> tasks =
      Pin(ExampleTask("tensorflow_serving.json"), 1, Plan("inf1.xlarge"));
  ASSERT_EQ(tasks.size(), 1u);
  constexpr char kLast[] = "\"attribute:ecs.instance-type == inf1.xlarge\"\n        }";
  EXPECT_EQ(JsonDocument(tasks[0]), absl::StrReplaceAll(text, {{kLast, std::string(kLast) + R"(,
        {
            "type": "memberOf",
            "expression": "attribute:neuron.free-set =~ .*_00_.* and attribute:neuron.health in [ok, degraded]"
        })"}}));
}

TEST(PinnedTasks, AreOneForEachSet) {
  const std::vector<JsonValue> tasks =
      Pin(ExampleTask("trn1_training.json"), 4, Plan("trn1.32xlarge", "train"));
  ASSERT_EQ(tasks.size(), 4u);
  EXPECT_EQ(tasks[1].Find("family")->text(), "llama-pretrain-chips-04-05-06-07");
  const std::string text = JsonOneLine(tasks[1]);
  for (const char* const device :
       {"/dev/neuron4", "/dev/neuron5", "/dev/neuron6", "/dev/neuron7"}) {
    EXPECT_THAT(text, HasSubstr(std::string("\"hostPath\":\"") + device + "\""));
  }
  EXPECT_FALSE(absl::StrContains(text, "/dev/neuron0"));
  EXPECT_FALSE(absl::StrContains(text, "/dev/neuron8"));
  EXPECT_THAT(text, HasSubstr("IPC_LOCK"));
  EXPECT_THAT(text, HasSubstr("attribute:neuron.free-set =~ .*_04_05_06_07_.*"));
}

TEST(PinnedTasks, KeepEverythingElse) {
  const std::string text =
      JsonDocument(Pin(ExampleTask("trn1_training.json"), 16, Plan("trn1.32xlarge", "train"))[0]);
  for (const char* const kept :
       {"\"family\": \"llama-pretrain\",", R"("--note=gr\u00f6\u00dfer \"und\" weiter")",
        R"([{"name": "memlock", "softLimit": -1, "hardLimit": -1}])",
        R"({"hostPath": "/dev/fuse", "containerPath": "/dev/fuse"},)",
        R"("add": ["SYS_PTRACE", "IPC_LOCK"])",
        R"(  "tags": [{"key": "team", "value": "pretrain"}])"}) {
    EXPECT_THAT(text, HasSubstr(kept));
  }
}

TEST(PinnedTasks, AreTheSameMadeFromThemselves) {
  TaskPlan plan = Plan("trn1.32xlarge", "train");
  plan.port_base = kPortBase;
  const std::vector<JsonValue> tasks = Pin(ExampleTask("trn1_training.json"), 4, plan);
  const std::vector<JsonValue> again = Pin(tasks[3], 4, plan);
  ASSERT_EQ(again.size(), 4u);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    EXPECT_EQ(JsonOneLine(again[i]), JsonOneLine(tasks[i]));
  }
}

TEST(PinnedTasks, HavePortTokensIfThePlanSaysSo) {
  TaskPlan plan = Plan("inf2.24xlarge");
  EXPECT_FALSE(absl::StrContains(JsonOneLine(Pin(BlankTask(), 2, plan)[0]), "portMappings"));
  plan.port_base = 30000;
  EXPECT_THAT(JsonOneLine(Pin(BlankTask(), 2, plan)[1]),
              HasSubstr(R"("portMappings":[{"name":"neuron-chip-01","containerPort":30001,)"
                        R"("hostPort":30001,"protocol":"tcp"},{"name":"neuron-chip-02")"));
}

TEST(PinnedTasks, TakeTokensAwayThatThePlanDoesNotHave) {
  TaskPlan plan = Plan("inf2.24xlarge");
  plan.port_base = kPortBase;
  const JsonValue with = Pin(BlankTask(), 6, plan)[0];
  plan.port_base = absl::nullopt;
  EXPECT_FALSE(absl::StrContains(JsonOneLine(Pin(with, 6, plan)[0]), "neuron-chip-"));
}

TEST(PinnedTasks, AreClean) {
  const LintRules rules = {Published(), kPortBase, "", ""};
  for (const int chips : {1, 4, 8, 16}) {
    TaskPlan plan = Plan("trn1.32xlarge", "train");
    plan.port_base = kPortBase;
    for (const JsonValue& task : Pin(ExampleTask("trn1_training.json"), chips, plan)) {
      const auto findings = LintFiles({{"f", JsonOneLine(task)}}, rules);
      ASSERT_TRUE(findings.ok()) << findings.status();
      EXPECT_TRUE(findings->empty()) << findings->front().what;
    }
  }
}

TEST(PinnedTasks, CannotBeMadeFromEverything) {
  const auto error = [](const JsonValue& task, const TaskPlan& plan) {
    const absl::Status status = PinnedTasks(task, {ChipSet{0}, ChipSet{1}}, plan).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status));
    return std::string(status.message());
  };
  JsonValue task = BlankTask();
  EXPECT_THAT(error(task, Plan("trn1.32xlarge", "x")), HasSubstr("no container \"x\""));
  EXPECT_THAT(error(ExampleTask("tensorflow_serving.json"), Plan("trn1.32xlarge")),
              HasSubstr("refuse instances of the type trn1.32xlarge"));
  task.Set("family", JsonValue::String(std::string(250, 'f')));
  EXPECT_THAT(error(task, Plan("trn1.32xlarge")), HasSubstr("family"));
  EXPECT_THAT(error(JsonValue(), Plan("trn1.32xlarge")), HasSubstr("not a task definition"));
  TaskPlan ports = Plan("trn1.32xlarge");
  ports.port_base = kPortBase;
  task = BlankTask();
  task.Set("networkMode", JsonValue::String("awsvpc"));
  EXPECT_THAT(error(task, ports), HasSubstr("awsvpc"));
}

}  // namespace
}  // namespace neuron
