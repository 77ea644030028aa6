#include "agent/container/task_definition_lookup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/fakes/fake_clock.h"
#include "tests/fakes/fake_ecs.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const EcsTarget kTarget = {"prod", "arn:aws:ecs:us-east-1:1:container-instance/prod/0c"};
const FamilyRecord kTrain = {FamilyUse::kMaps, {3}};

// ECS knows train:1, of one container with one device, and serve:1 of none. Every answer is taken
// for as many chips as there are devices, from chip 3.
class TaskDefinitionLookupTest : public testing::Test {
 protected:
  TaskDefinitionLookupTest() {
    word_.target = kTarget;
    ecs_.Know("train:1", {{{"main", false, {"/dev/neuron3"}, {}}}});
    ecs_.Know("serve:1", {{{"main", false, {}, {}}}});
    Show("train");
  }

  IntrospectedTask& Show(const std::string& family, const std::string& revision = "1") {
    const std::string arn = "arn" + std::to_string(word_.tasks.size());
    word_.tasks.push_back({arn, family, revision, TaskStatus::kPending, TaskStatus::kRunning, {}});
    return word_.tasks.back();
  }

  bool Learn() {
    return lookup_->Learn(
        word_, {"monitor"},
        [](const EcsTaskDefinition& definition) {
          return definition.containers[0].devices.empty() ? FamilyRecord{FamilyUse::kNone, {}}
                                                          : kTrain;
        },
        &book_);
  }

  // Learns as often as a host is looked at.
  void Pass(absl::Duration time) {
    for (absl::Duration passed; passed < time; passed += absl::Seconds(1)) {
      Learn();
      clock_.Advance(absl::Seconds(1));
    }
    Learn();
  }

  FakeClock clock_;
  FakeEcs ecs_{&clock_};
  std::unique_ptr<EcsClient> client_ = ecs_.MakeClient();
  int changes_ = 0;
  double random_ = 0.5;
  std::unique_ptr<TaskDefinitionLookup> lookup_ =
      std::make_unique<TaskDefinitionLookup>(TaskDefinitionLookup::Links{
          client_.get(), &clock_, [this] { return random_; }, [this] { ++changes_; }});
  TaskWord word_;
  FamilyBook book_;
};

TEST_F(TaskDefinitionLookupTest, NotesWhatTheDefinitionOfAPendingTaskComesTo) {
  EXPECT_FALSE(Learn());
  EXPECT_EQ(book_.Find("train", "1"), absl::nullopt);
  EXPECT_EQ(lookup_->told_at(), absl::InfinitePast());
  clock_.Advance(absl::Milliseconds(10));
  EXPECT_EQ(changes_, 1);
  EXPECT_TRUE(Learn());
  EXPECT_EQ(book_.Find("train", "1"), kTrain);
  EXPECT_TRUE(lookup_->silence().ok());
  EXPECT_EQ(lookup_->told_at(), clock_.Now());
}

TEST_F(TaskDefinitionLookupTest, AsksOnceAboutEachRevision) {
  Show("train");
  Show("serve");
  Pass(absl::Hours(1));
  EXPECT_THAT(ecs_.questions(), ElementsAre(ElementsAre("serve:1"), ElementsAre("train:1")));
  EXPECT_EQ(book_.Find("serve", "1"), (FamilyRecord{FamilyUse::kNone, {}}));
}

TEST_F(TaskDefinitionLookupTest, AsksNothingOfWhatWasSeen) {
  book_.Note("train", "1", {FamilyUse::kObserves, {}});
  Pass(absl::Minutes(1));
  EXPECT_THAT(ecs_.questions(), IsEmpty());
}

TEST_F(TaskDefinitionLookupTest, AsksNothingOfTasksThatAreNotPendingObserveOrHaveNoName) {
  word_.tasks.clear();
  Show("train").known = TaskStatus::kRunning;
  Show("train").desired = TaskStatus::kStopped;
  Show("monitor");
  Show("a b");
  Show("train", "x");
  Pass(absl::Minutes(1));
  EXPECT_THAT(ecs_.questions(), IsEmpty());
}

TEST_F(TaskDefinitionLookupTest, WaitsUntilItIsKnownWhoTheHostIs) {
  word_.target = absl::nullopt;
  Pass(absl::Minutes(1));
  EXPECT_THAT(ecs_.questions(), IsEmpty());
  word_.target = kTarget;
  Pass(absl::Seconds(1));
  EXPECT_EQ(book_.Find("train", "1"), kTrain);
}

TEST_F(TaskDefinitionLookupTest, AsksOneAfterTheOtherWithAGap) {
  for (int i = 0; i < 100; ++i) {
    ecs_.Know("many:" + std::to_string(i), {{{"main", false, {}, {}}}});
    Show("many", std::to_string(i));
  }
  Learn();
  EXPECT_THAT(ecs_.questions(), SizeIs(1));
  clock_.Advance(absl::Milliseconds(499));
  EXPECT_THAT(ecs_.questions(), SizeIs(1));
  clock_.Advance(absl::Milliseconds(4501));
  EXPECT_THAT(ecs_.questions(), SizeIs(11));
}

TEST_F(TaskDefinitionLookupTest, DoesNotAskWhileTheLastQuestionIsOpen) {
  ecs_.set_silent(true);
  Show("serve");
  Pass(absl::Minutes(1));
  EXPECT_THAT(ecs_.questions(), SizeIs(1));
}

TEST_F(TaskDefinitionLookupTest, SaysWhyThereIsNoAnswerAndAsksEverMoreRarely) {
  ecs_.FailAlways(EcsErrorKind::kAccessDenied);
  Pass(absl::Seconds(1));
  EXPECT_EQ(changes_, 1);
  EXPECT_THAT(lookup_->silence().ToString(), HasSubstr("ECS says no"));
  Pass(absl::Hours(1));
  EXPECT_LE(ecs_.questions().size(), 22u);
  EXPECT_GE(ecs_.questions().size(), 15u);
  EXPECT_EQ(book_.Find("train", "1"), absl::nullopt);
  ecs_.FailAlways(absl::nullopt);
  Pass(absl::Minutes(11));
  EXPECT_EQ(book_.Find("train", "1"), kTrain);
  EXPECT_TRUE(lookup_->silence().ok());
}

TEST_F(TaskDefinitionLookupTest, KeepsTheGapWhateverTheJitter) {
  random_ = 0;
  ecs_.FailAlways(EcsErrorKind::kThrottled);
  Pass(absl::Seconds(10));
  EXPECT_LE(ecs_.questions().size(), 21u);
}

TEST_F(TaskDefinitionLookupTest, BeginsAnewWithTheFirstPauseAfterASuccess) {
  for (int i = 0; i < 4; ++i) {
    ecs_.FailNext(EcsErrorKind::kRetry);
  }
  Pass(absl::Minutes(1));
  ASSERT_EQ(book_.Find("train", "1"), kTrain);
  ecs_.FailNext(EcsErrorKind::kRetry);
  Show("serve");
  Pass(absl::Seconds(3));
  EXPECT_NE(book_.Find("serve", "1"), absl::nullopt);
}

TEST_F(TaskDefinitionLookupTest, WhatEcsDoesNotKnowHindersNothingElse) {
  Show("gone");
  Show("serve");
  ecs_.Abhor("serve:1");
  Pass(absl::Seconds(3));
  EXPECT_EQ(book_.Find("train", "1"), kTrain);
  Pass(absl::Hours(1));
  EXPECT_EQ(book_.Find("gone", "1"), absl::nullopt);
  EXPECT_LE(ecs_.questions().size(), 29u);
}

TEST_F(TaskDefinitionLookupTest, StopsAskingOnceNoTaskWaits) {
  ecs_.FailAlways(EcsErrorKind::kRetry);
  Pass(absl::Seconds(1));
  word_.tasks.clear();
  Pass(absl::Hours(1));
  EXPECT_LE(ecs_.questions().size(), 2u);
}

TEST_F(TaskDefinitionLookupTest, NotesAnAnswerAlsoIfTheTaskHasGone) {
  Learn();
  word_.tasks.clear();
  clock_.Advance(absl::Seconds(1));
  EXPECT_TRUE(Learn());
  EXPECT_EQ(book_.Find("train", "1"), kTrain);
}

TEST_F(TaskDefinitionLookupTest, DropsTheQuestionWhenDestroyed) {
  Learn();
  lookup_ = nullptr;
  clock_.Advance(absl::Minutes(1));
  EXPECT_EQ(changes_, 0);
}

}  // namespace
}  // namespace neuron
