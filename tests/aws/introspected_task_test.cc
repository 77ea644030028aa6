#include "agent/aws/introspected_task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ParseIntrospectionTasks, ReadsEveryTaskByArn) {
  const auto tasks = ParseIntrospectionTasks(R"({"Tasks":[
      {"Arn":"arn:aws:ecs:us-east-1:1:task/prod/0b","KnownStatus":"STOPPED","Family":"infer",
       "Version":"12","Containers":null},
      {"Arn":"arn:aws:ecs:us-east-1:1:task/prod/0a","DesiredStatus":"RUNNING",
       "KnownStatus":"PENDING","Family":"train","Version":"7","Containers":[
         {"DockerId":"d1","DockerName":"ecs-train-7-main","Name":"main","Image":"train",
          "ImageID":"sha256:0","CreatedAt":"2026-11-22T00:00:00Z","Ports":[{"HostPort":1}]},
         {"DockerId":"","Name":"side"}]}]})");
  ASSERT_TRUE(tasks.ok()) << tasks.status();
  EXPECT_THAT(*tasks, ElementsAre(IntrospectedTask{"arn:aws:ecs:us-east-1:1:task/prod/0a",
                                                   "train",
                                                   "7",
                                                   TaskStatus::kPending,
                                                   TaskStatus::kRunning,
                                                   {{"d1", "main"}, {"", "side"}}},
                                  IntrospectedTask{"arn:aws:ecs:us-east-1:1:task/prod/0b",
                                                   "infer",
                                                   "12",
                                                   TaskStatus::kStopped,
                                                   absl::nullopt,
                                                   {}}));
}

TEST(ParseIntrospectionTasks, TellsNoTasksFromNoAnswer) {
  const auto none = ParseIntrospectionTasks(R"({"Tasks":[]})");
  ASSERT_TRUE(none.ok()) << none.status();
  EXPECT_THAT(*none, IsEmpty());
  for (const char* body : {"", "{}", "[]", R"({"Tasks":null})", R"({"AvailableCommands":[]})",
                           R"({"Tasks":{"Arn":"x"}})", R"({"Tasks":["x"]})"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseIntrospectionTasks(body).status())) << body;
  }
}

// One task with these members, after a good one.
std::string With(const std::string& members) {
  return R"({"Tasks":[{"Arn":"arn:aws:ecs:us-east-1:1:task/prod/0a","KnownStatus":"RUNNING",)"
         R"("Family":"f","Version":"1"},{)" +
         members + "}]}";
}

TEST(ParseIntrospectionTasks, RefusesTheWholeListForOneTask) {
  const std::string arn = R"("Arn":"arn:aws:ecs:us-east-1:1:task/prod/0b",)";
  for (const std::string& members :
       {std::string(R"("Arn":"","KnownStatus":"","Family":"","Version":"")"),
        std::string(R"("Arn":"arn:aws:ecs:us-east-1:1:container-instance/prod/0b",)"
                    R"("KnownStatus":"RUNNING","Family":"f","Version":"1")"),
        arn + R"("KnownStatus":"RUNNING","Version":"1")",
        arn + R"("KnownStatus":"RUNNING","Family":"f")",
        arn + R"("KnownStatus":"STOPPING","Family":"f","Version":"1")"}) {
    EXPECT_TRUE(absl::IsDataLoss(ParseIntrospectionTasks(With(members)).status())) << members;
  }
  EXPECT_THAT(std::string(ParseIntrospectionTasks(
                              With(arn + R"("KnownStatus":"STOPPING","Family":"f","Version":"1")"))
                              .status()
                              .message()),
              HasSubstr(R"(("arn:aws:ecs:us-east-1:1:task/prod/0b") of KnownStatus "STOPPING")"));
}

}  // namespace
}  // namespace neuron
