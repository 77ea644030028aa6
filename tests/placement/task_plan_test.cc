#include "agent/placement/task_plan.h"

#include "agent/base/json_parser.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

std::string Checked(absl::string_view text) {
  const absl::Status status = CheckTask(ParseJson(text)->front());
  EXPECT_TRUE(status.ok() || absl::IsInvalidArgument(status));
  return std::string(status.message());
}

TEST(CheckTask, WantsAFamilyAndContainers) {
  EXPECT_EQ(Checked(R"({"family": "f", "containerDefinitions": [{}]})"), "");
  EXPECT_EQ(Checked("[]"), "not a task definition, which is a JSON object");
  EXPECT_EQ(Checked(R"({"family": "f"})"), "containerDefinitions is missing or empty");
  constexpr char kNoFamily[] =
      "family is missing, or not 1 to 255 letters, digits, - and _, as ECS has it";
  EXPECT_EQ(Checked(R"({"containerDefinitions": [{}]})"), kNoFamily);
  EXPECT_EQ(Checked(R"({"family": "../f", "containerDefinitions": [{}]})"), kNoFamily);
  EXPECT_EQ(
      Checked("{\"family\": \"" + std::string(256, 'f') + "\", \"containerDefinitions\": [{}]}"),
      kNoFamily);
}

TEST(CheckTask, WantsEc2) {
  EXPECT_EQ(Checked(R"({"family": "f", "containerDefinitions": [{}],
                        "requiresCompatibilities": ["FARGATE"]})"),
            "requiresCompatibilities lacks EC2, where the chips are");
  EXPECT_EQ(Checked(R"({"family": "f", "containerDefinitions": [{}],
                        "requiresCompatibilities": ["FARGATE", "EC2"]})"),
            "");
}

TEST(CheckTask, FailsAsViewTask) {
  EXPECT_EQ(Checked(R"({"family": "f", "containerDefinitions": [{"portMappings": {}}]})"),
            "containerDefinitions[0].portMappings is not of the JSON type array, which ECS has "
            "there");
}

TEST(BlankTask, IsOneToBeginWith) { EXPECT_TRUE(CheckTask(BlankTask()).ok()); }

}  // namespace
}  // namespace neuron
