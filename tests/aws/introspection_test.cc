#include "agent/aws/introspection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_transport.h"

namespace neuron {
namespace {

using testing::HasSubstr;

constexpr char kArn[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0a1b2c";
constexpr char kRegistered[] =
    R"({"Cluster":"prod","ContainerInstanceArn":)"
    R"("arn:aws:ecs:us-east-1:123456789012:container-instance/prod/0a1b2c",)"
    R"("Version":"Amazon ECS Agent - v1.105.1"})";

class IntrospectionTest : public testing::Test {
 protected:
  // What GetTarget() gives when the agent answers so.
  absl::StatusOr<EcsTarget> TargetFor(absl::StatusOr<HttpResponse> answer) {
    transport_.Answer(std::move(answer));
    return Target();
  }
  absl::StatusOr<EcsTarget> TargetFor(int status, const std::string& body) {
    transport_.Answer(status, body);
    return Target();
  }
  absl::StatusOr<EcsTarget> Target() {
    absl::StatusOr<EcsTarget> result = absl::UnknownError("not called");
    introspection_->GetTarget([&](absl::StatusOr<EcsTarget> target) { result = target; });
    EXPECT_TRUE(absl::IsUnknown(result.status())) << "called from within";
    clock_.Advance(absl::Minutes(1));
    return result;
  }

  // What GetTasks() gives when the agent answers so.
  absl::StatusOr<std::vector<IntrospectedTask>> TasksFor(int status, const std::string& body) {
    transport_.Answer(status, body);
    absl::StatusOr<std::vector<IntrospectedTask>> result = absl::UnknownError("not called");
    introspection_->GetTasks([&](auto tasks) { result = std::move(tasks); });
    EXPECT_TRUE(absl::IsUnknown(result.status())) << "called from within";
    clock_.Advance(absl::Minutes(1));
    return result;
  }

  FakeClock clock_;
  FakeTransport transport_{&clock_};
  std::unique_ptr<Introspection> introspection_ =
      std::make_unique<Introspection>("http://localhost:51678", &transport_);
};

TEST_F(IntrospectionTest, SaysWhoTheHostIs) {
  const auto target = TargetFor(200, kRegistered);
  ASSERT_TRUE(target.ok()) << target.status();
  EXPECT_EQ(*target, (EcsTarget{"prod", kArn}));
  EXPECT_EQ(transport_.requests()[0].url, "http://localhost:51678/v1/metadata");
  EXPECT_EQ(transport_.requests()[0].method, "GET");
}

TEST_F(IntrospectionTest, TakesALegacyArnWithoutItsCluster) {
  const char kLegacy[] = "arn:aws-us-gov:ecs:us-gov-west-1:123456789012:container-instance/0a1b2c";
  const auto target =
      TargetFor(200, absl::StrCat(R"({"Cluster":"prod","ContainerInstanceArn":")", kLegacy, "\"}"));
  ASSERT_TRUE(target.ok()) << target.status();
  EXPECT_EQ(*target, (EcsTarget{"prod", kLegacy}));
}

TEST_F(IntrospectionTest, AsksEachTime) {
  EXPECT_TRUE(TargetFor(200, kRegistered).ok());
  EXPECT_TRUE(TargetFor(200, kRegistered).ok());
  EXPECT_EQ(transport_.requests().size(), 2u);
}

TEST_F(IntrospectionTest, IsUnavailableUntilTheAgentHasRegistered) {
  for (const char* body :
       {R"({"Cluster":"prod","ContainerInstanceArn":null})", R"({"Cluster":"prod"})"}) {
    EXPECT_TRUE(absl::IsUnavailable(TargetFor(200, body).status())) << body;
  }
}

TEST_F(IntrospectionTest, IsUnavailableWhenTheAgentIsDown) {
  const auto target = TargetFor(absl::UnavailableError("connect: Connection refused"));
  EXPECT_TRUE(absl::IsUnavailable(target.status()));
  EXPECT_THAT(std::string(target.status().message()), HasSubstr("systemctl status ecs"));
  EXPECT_TRUE(absl::IsUnavailable(TargetFor(500, "{}").status()));
}

TEST_F(IntrospectionTest, IsUnavailableWhenTheAgentIsSilent) {
  EXPECT_TRUE(absl::IsUnavailable(Target().status()));
}

TEST_F(IntrospectionTest, IsDataLossWhereNoAgentAnswers) {
  for (const char* body :
       {"", "hello", "[]", "{}", R"({"AvailableCommands":["/v1/metadata"]})",
        R"({"Cluster":"prod","ContainerInstanceArn":"i-0abc"})",
        R"({"Cluster":"a b","ContainerInstanceArn":null})",
        R"({"Cluster":"prod","ContainerInstanceArn":"arn:aws:ecs:us-east-1:1:task/prod/0a1b"})"}) {
    EXPECT_TRUE(absl::IsDataLoss(TargetFor(200, body).status())) << body;
  }
  EXPECT_TRUE(absl::IsDataLoss(TargetFor(404, kRegistered).status()));
  EXPECT_TRUE(absl::IsDataLoss(TargetFor(absl::DataLossError("not HTTP")).status()));
}

TEST_F(IntrospectionTest, SaysWhichTasksTheHostHas) {
  const auto tasks = TasksFor(200, R"({"Tasks":[{"Arn":"arn:aws:ecs:us-east-1:1:task/prod/0a",)"
                                   R"("KnownStatus":"RUNNING","Family":"f","Version":"1"}]})");
  ASSERT_TRUE(tasks.ok()) << tasks.status();
  EXPECT_EQ(tasks->size(), 1u);
  EXPECT_EQ(transport_.requests()[0].url, "http://localhost:51678/v1/tasks");
}

TEST_F(IntrospectionTest, ClassifiesFailuresOfBothQuestionsAlike) {
  EXPECT_TRUE(absl::IsUnavailable(TasksFor(500, "{}").status()));
  EXPECT_TRUE(absl::IsDataLoss(TasksFor(404, "{}").status()));
  EXPECT_TRUE(absl::IsDataLoss(TasksFor(200, "hello").status()));
}

TEST_F(IntrospectionTest, DropsTheCallWhenDestroyed) {
  transport_.Answer(200, kRegistered);
  introspection_->GetTarget([](const absl::StatusOr<EcsTarget>&) { FAIL(); });
  introspection_.reset();
  clock_.Advance(absl::Minutes(1));
}

}  // namespace
}  // namespace neuron
