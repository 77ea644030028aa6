#include "agent/placement/floating_task.h"

#include <string>

#include "agent/base/json_parser.h"
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
using testing::Not;

const TaskPlan kPlan = {"trn1.32xlarge", Published(), "train", absl::nullopt};

absl::StatusOr<JsonValue> Float(const JsonValue& task, int chips) {
  return FloatingTask(task, *AllChipsOf("trn1.32xlarge"), chips, kPlan);
}

// One with a container that has these members, too.
JsonValue TaskWith(const std::string& members, const std::string& more = "") {
  return ParseJson("{\"family\": \"f\", \"containerDefinitions\": [{\"name\": \"train\", " +
                   members + "}]" + more + "}")
      ->front();
}

std::string ErrorOf(const JsonValue& task) {
  const absl::Status status = Float(task, 4).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  return std::string(status.message());
}

constexpr char kEntryPoint[] = "\"entryPoint\": [\"x\"]";

TEST(FloatingTask, HasAllChipsTheSocketAndTheWrapping) {
  const auto task = Float(ExampleTask("trn1_training.json"), 4);
  ASSERT_TRUE(task.ok()) << task.status();
  const std::string text = JsonDocument(*task);
  for (int chip = 0; chip < 16; ++chip) {
    EXPECT_THAT(text, HasSubstr("\"hostPath\": \"/dev/neuron" + std::to_string(chip) + "\""));
  }
  EXPECT_THAT(
      text,
      HasSubstr(
          R"("entryPoint": ["neuronctl", "run", "--chips=4", "--", "torchrun", "--nproc_per_node=8"])"));
  EXPECT_THAT(text, HasSubstr(R"("add": ["SYS_PTRACE", "IPC_LOCK"])"));
  const std::string line = JsonOneLine(*task);
  EXPECT_THAT(line, HasSubstr(R"({"sourceVolume":"neuron-agent","containerPath":)"
                              R"("/run/neuron-agent","readOnly":true})"));
  EXPECT_THAT(line,
              HasSubstr(R"({"name":"neuron-agent","host":{"sourcePath":"/run/neuron-agent"}})"));
  EXPECT_THAT(line, HasSubstr("attribute:neuron.fits =~ .*_04_.*"));
  EXPECT_THAT(line, HasSubstr("\"family\":\"llama-pretrain\""));
}

TEST(FloatingTask, IsTheSameMadeFromItself) {
  const JsonValue task = *Float(ExampleTask("trn1_training.json"), 4);
  EXPECT_EQ(JsonDocument(*Float(task, 4)), JsonDocument(task));
  EXPECT_EQ(JsonOneLine(*Float(task, 8)),
            JsonOneLine(*Float(ExampleTask("trn1_training.json"), 8)));
}

TEST(FloatingTask, HasNoPortTokens) {
  const auto task = Float(
      TaskWith(std::string(kEntryPoint) + ", \"portMappings\": [{\"name\": \"neuron-chip-01\"}]"),
      4);
  ASSERT_TRUE(task.ok()) << task.status();
  EXPECT_THAT(JsonOneLine(*task), Not(HasSubstr("neuron-chip-01")));
}

TEST(FloatingTask, TakesAnEmptyEntryPointWithACommand) {
  const auto task = Float(TaskWith(R"("entryPoint": [], "command": ["python3"])"), 4);
  ASSERT_TRUE(task.ok()) << task.status();
  EXPECT_THAT(JsonOneLine(*task),
              HasSubstr(R"("entryPoint":["neuronctl","run","--chips=4","--"])"));
}

TEST(FloatingTask, MustKnowWhatIsStarted) {
  for (const char* const members : {R"("command": ["python3"])", R"("entryPoint": null)",
                                    R"("entryPoint": [])", R"("entryPoint": [], "command": [])"}) {
    EXPECT_THAT(ErrorOf(TaskWith(members)), HasSubstr("does not say what it starts")) << members;
  }
}

TEST(FloatingTask, DoesNotTakeOthersPlaces) {
  EXPECT_EQ(ErrorOf(TaskWith(std::string(kEntryPoint) +
                             R"(, "mountPoints": [{"sourceVolume": "v",
                                  "containerPath": "/run/neuron-agent"}])")),
            "its container has another volume at /run/neuron-agent, where the lease socket is");
  EXPECT_EQ(ErrorOf(TaskWith(kEntryPoint,
                             R"(, "volumes": [{"name": "neuron-agent",
                                  "host": {"sourcePath": "/x"}}])")),
            "its volume neuron-agent is not the host's /run/neuron-agent: give that volume another "
            "name");
  EXPECT_THAT(ErrorOf(TaskWith(kEntryPoint, R"(, "volumes": [{"name": "neuron-agent"}])")),
              HasSubstr("is not the host's"));
}

TEST(FloatingTask, FailsAsItsParts) {
  EXPECT_THAT(ErrorOf(JsonValue()), HasSubstr("not a task definition"));
  EXPECT_THAT(ErrorOf(BlankTask()), HasSubstr("no container \"train\""));
  EXPECT_THAT(ErrorOf(TaskWith(kEntryPoint, R"(, "placementConstraints": [{"type": "memberOf",
                  "expression": "attribute:ecs.instance-type == inf1.xlarge"}])")),
              HasSubstr("refuse instances of the type"));
}

TEST(FloatingTask, IsClean) {
  const auto findings =
      LintFiles({{"f", JsonOneLine(*Float(ExampleTask("trn1_training.json"), 4))}},
                {Published(), kPortBase, "", ""});
  ASSERT_TRUE(findings.ok()) << findings.status();
  EXPECT_TRUE(findings->empty());
}

}  // namespace
}  // namespace neuron
