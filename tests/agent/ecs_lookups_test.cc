#include "agent/ecs_lookups.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"

namespace neuron {
namespace {

// ECS knows train:1, which is PENDING.
class EcsLookupsTest : public testing::Test {
 protected:
  EcsLookupsTest() {
    ecs_.Know("train:1", {});
    word_.tasks = {{"arn", "train", "1", TaskStatus::kPending, TaskStatus::kRunning, {}}};
  }

  void Meet(const std::string& instance) { word_.target = EcsTarget{"prod", instance}; }

  bool Learn() {
    return lookups_.Learn(
        word_, {},
        [](const EcsTaskDefinition&) {
          return FamilyRecord{FamilyUse::kMaps, {3}};
        },
        &book_);
  }

  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  absl::Status refusal_;
  int clients_ = 0;
  TaskWord word_;
  FamilyBook book_;
  EcsLookups lookups_{{&clock_,
                       [this](const EcsTarget&) -> absl::StatusOr<std::unique_ptr<EcsClient>> {
                         ++clients_;
                         if (!refusal_.ok()) {
                           return refusal_;
                         }
                         return ecs_.MakeClient();
                       },
                       [] { return 0.5; }, [] {}}};
};

TEST_F(EcsLookupsTest, AskOnceItIsKnownWhoTheHostIs) {
  ContainerScan scan;
  lookups_.Attribute(word_, &scan);
  EXPECT_FALSE(Learn());
  EXPECT_EQ(clients_, 0);
  Meet("one");
  lookups_.Attribute(word_, &scan);
  EXPECT_FALSE(Learn());
  clock_.Advance(absl::Seconds(1));
  EXPECT_TRUE(Learn());
  EXPECT_EQ(clients_, 1);
  EXPECT_EQ(lookups_.Definitions().name, "task_definitions");
  EXPECT_TRUE(lookups_.Definitions().status.ok());
  EXPECT_NE(lookups_.Definitions().last_success, absl::InfinitePast());
}

TEST_F(EcsLookupsTest, HaveAnotherClientForAnotherInstance) {
  Meet("one");
  Learn();
  Meet("two");
  Learn();
  EXPECT_EQ(clients_, 2);
  clock_.Advance(absl::Seconds(1));
  EXPECT_TRUE(Learn());
}

TEST_F(EcsLookupsTest, SayWhyTheyAreWithoutAClientAndTryNoOther) {
  refusal_ = absl::InvalidArgumentError("no such region");
  Meet("one");
  ContainerScan scan;
  scan.containers.resize(1);
  lookups_.Attribute(word_, &scan);
  EXPECT_FALSE(Learn());
  EXPECT_FALSE(Learn());
  EXPECT_EQ(clients_, 1);
  EXPECT_EQ(lookups_.Definitions().status, refusal_);
  EXPECT_EQ(scan.containers[0].daemon_service, Container().daemon_service);
}

TEST_F(EcsLookupsTest, PassOnWhyEcsDoesNotAnswer) {
  Meet("one");
  ecs_.FailAlways(EcsErrorKind::kAccessDenied);
  Learn();
  clock_.Advance(absl::Seconds(1));
  EXPECT_FALSE(lookups_.Definitions().status.ok());
}

}  // namespace
}  // namespace neuron
