#include "agent/workload/pending_reservations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const absl::Time kToldAt = absl::FromUnixSeconds(1795000000);
const absl::Time kNow = kToldAt + absl::Minutes(7);

class PendingReservationsTest : public testing::Test {
 protected:
  // One task of f:1, which took chips 2 and 3 before, is PENDING.
  PendingReservationsTest() {
    ecs_.told_at = kToldAt;
    ecs_.silence = absl::OkStatus();
    ecs_.pending_since = {{"arn", kToldAt - absl::Seconds(5)}};
    ecs_.tasks = {{"arn", "f", "1", TaskStatus::kPending, TaskStatus::kRunning, {}}};
    book_.Note("f", "1", {FamilyUse::kTakes, {2, 3}});
  }

  std::vector<Reservation> Reserved() const {
    return PendingReservations(ecs_, book_, created_, evidence_, policy_, kNow);
  }

  IntrospectedTask& task() { return ecs_.tasks[0]; }

  void Create(const std::string& id, ChipSet chips, absl::optional<ContainerTask> task) {
    created_.push_back({id, "name-" + id, std::move(task), chips, kToldAt - absl::Seconds(1)});
  }

  Container& AddContainer(const std::string& id, ChipSet mapped) {
    Container container;
    container.id = id;
    container.pid = 7;
    container.task = ContainerTask{"arn", "f", "1"};
    container.privileged = false;
    container.mapped = mapped;
    evidence_.containers.containers.push_back(container);
    return evidence_.containers.containers.back();
  }

  TaskWord ecs_;
  FamilyBook book_;
  std::vector<CreatedContainer> created_;
  Evidence evidence_;
  AllocationPolicy policy_;
};

TEST_F(PendingReservationsTest, APendingTaskReservesWhatItsDefinitionTook) {
  const auto reserved = Reserved();
  ASSERT_THAT(reserved, SizeIs(1));
  EXPECT_EQ(reserved[0].chips, (ChipSet{2, 3}));
  EXPECT_EQ(reserved[0].task_arn, "arn");
  EXPECT_EQ(reserved[0].container, "");
  EXPECT_EQ(reserved[0].since, kToldAt - absl::Seconds(5));
  EXPECT_THAT(reserved[0].why, HasSubstr("f:1"));
  EXPECT_THAT(reserved[0].why, Not(HasSubstr("said nothing")));
}

TEST_F(PendingReservationsTest, ADefinitionNeverSeenReservesNothing) {
  task().revision = "2";
  EXPECT_THAT(Reserved(), IsEmpty());
}

TEST_F(PendingReservationsTest, WhatADefinitionMapsIsReservedBeforeItWasSeen) {
  task().revision = "2";
  book_.Note("f", "2", {FamilyUse::kMaps, {5}});
  const auto reserved = Reserved();
  ASSERT_THAT(reserved, SizeIs(1));
  EXPECT_EQ(reserved[0].chips, (ChipSet{5}));
  EXPECT_THAT(reserved[0].why, HasSubstr("f:2, which maps them by its task definition"));
}

TEST_F(PendingReservationsTest, ADefinitionWithoutChipsExcusesNoContainer) {
  task().revision = "2";
  book_.Note("f", "2", {FamilyUse::kNone, {}});
  EXPECT_THAT(Reserved(), IsEmpty());
  Create("a", {4}, ContainerTask{"arn", "f", "2"});
  ASSERT_THAT(Reserved(), SizeIs(1));
  EXPECT_EQ(Reserved()[0].chips, (ChipSet{4}));
}

TEST_F(PendingReservationsTest, LesseesAndObserversReserveNothing) {
  policy_.observers = {"f"};
  EXPECT_THAT(Reserved(), IsEmpty());
  policy_.observers = {};
  task().family = "watch";
  book_.Note("watch", "1", {FamilyUse::kObserves, {}});
  EXPECT_THAT(Reserved(), IsEmpty());
  task().family = "f";
  book_.Note("f", "1", {FamilyUse::kLeases, {}});
  EXPECT_THAT(Reserved(), IsEmpty());
}

TEST_F(PendingReservationsTest, EndsWhenTheTaskRunsStopsOrIsGone) {
  task().known = TaskStatus::kRunning;
  EXPECT_THAT(Reserved(), IsEmpty());
  task().known = TaskStatus::kStopped;
  EXPECT_THAT(Reserved(), IsEmpty());
  task().known = TaskStatus::kPending;
  task().desired = TaskStatus::kStopped;
  EXPECT_THAT(Reserved(), IsEmpty());
  task().desired = absl::nullopt;
  EXPECT_THAT(Reserved(), SizeIs(1));
  ecs_.tasks.clear();
  EXPECT_THAT(Reserved(), IsEmpty());
}

TEST_F(PendingReservationsTest, StandsWhileTheAgentIsSilentAndSaysSo) {
  ecs_.silence = absl::UnavailableError("no answer");
  const auto reserved = Reserved();
  ASSERT_THAT(reserved, SizeIs(1));
  EXPECT_THAT(reserved[0].why, HasSubstr("the ECS agent has said nothing for 7m"));
}

TEST_F(PendingReservationsTest, ShrinksAsItsContainersGetTheirChips) {
  AddContainer("a", {2});
  ASSERT_THAT(Reserved(), SizeIs(1));
  EXPECT_EQ(Reserved()[0].chips, (ChipSet{3}));
  AddContainer("b", {3});
  EXPECT_THAT(Reserved(), IsEmpty());
}

TEST_F(PendingReservationsTest, WhatAnExemptContainerWasGivenDoesNotCount) {
  AddContainer("a", {2, 3}).privileged = true;
  ASSERT_THAT(Reserved(), SizeIs(1));
  EXPECT_EQ(Reserved()[0].chips, (ChipSet{2, 3}));
}

TEST_F(PendingReservationsTest, ACreatedContainerReservesItsChips) {
  ecs_.tasks.clear();
  Create("a", {4}, absl::nullopt);
  Create("b", {5}, ContainerTask{"other", "never-seen", "1"});
  const auto reserved = Reserved();
  ASSERT_THAT(reserved, SizeIs(2));
  EXPECT_EQ(reserved[0].chips, (ChipSet{4}));
  EXPECT_EQ(reserved[0].container, "a");
  EXPECT_EQ(reserved[0].task_arn, "");
  EXPECT_THAT(reserved[0].why, HasSubstr("name-a"));
  EXPECT_EQ(reserved[0].since, kToldAt - absl::Seconds(1));
  EXPECT_EQ(reserved[1].task_arn, "other");
}

TEST_F(PendingReservationsTest, ACreatedContainerAndItsTaskReserveAChipOnce) {
  Create("a", {2}, ContainerTask{"arn", "f", "1"});
  const auto reserved = Reserved();
  ASSERT_THAT(reserved, SizeIs(2));
  EXPECT_EQ(reserved[0].chips, (ChipSet{2}));
  EXPECT_EQ(reserved[1].chips, (ChipSet{3}));
}

TEST_F(PendingReservationsTest, ACreatedContainerEndsWhenItIsSeenWithItsChips) {
  ecs_.tasks.clear();
  Create("a", {4}, absl::nullopt);
  AddContainer("a", {}).mapped = Reading<ChipSet>::Unknown(absl::UnknownError("no process yet"));
  EXPECT_THAT(Reserved(), SizeIs(1));
  evidence_.containers.containers[0].mapped = ChipSet{4};
  EXPECT_THAT(Reserved(), IsEmpty());
}

TEST_F(PendingReservationsTest, CreatedContainersThatTakeNothingReserveNothing) {
  ecs_.tasks.clear();
  book_.Note("float", "1", {FamilyUse::kLeases, {}});
  Create("a", {4}, ContainerTask{"lessee", "float", "1"});
  Create("b", {4}, ContainerTask{"observer", "watch", "1"});
  Create("c", {4}, absl::nullopt);
  policy_.observers = {"watch", "name-c"};
  EXPECT_THAT(Reserved(), IsEmpty());
}

TEST_F(PendingReservationsTest, ACreatedContainerOfAStoppedTaskReservesNothing) {
  Create("a", {4}, ContainerTask{"arn", "g", "1"});
  task().known = TaskStatus::kStopped;
  EXPECT_THAT(Reserved(), IsEmpty());
}

TEST_F(PendingReservationsTest, FollowsThePolicy) {
  Create("a", {4}, absl::nullopt);
  policy_.mapped = MappedPolicy::kHeldOnly;
  ASSERT_THAT(Reserved(), SizeIs(1));
  EXPECT_EQ(Reserved()[0].task_arn, "arn");
  policy_.mapped = MappedPolicy::kLease;
  EXPECT_THAT(Reserved(), IsEmpty());
}

}  // namespace
}  // namespace neuron
