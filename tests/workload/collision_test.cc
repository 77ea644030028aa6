#include "agent/workload/collision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<WorkloadFinding> Find(const Evidence& evidence, const AllocationPolicy& policy = {}) {
  const Inventory inventory = KnownChips(8);
  return FindCollisions(inventory, evidence, Allocate(inventory, evidence, policy));
}

// Containers "a" of task "t1" and "b" of "t2", both with chips 2 and 3.
Evidence TwoTasks() {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {2, 3}), GivenTo("t2", "b", {2, 3})};
  return evidence;
}

TEST(FindCollisions, NamesBothTasksAndAllTheirChipsInOneFinding) {
  Evidence evidence = TwoTasks();
  evidence.containers.containers[1].seen_at += absl::Seconds(1);
  const auto findings = Find(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].code, WorkloadFindingCode::kCollision);
  EXPECT_EQ(findings[0].chips, (ChipSet{2, 3}));
  EXPECT_THAT(findings[0].tasks, ElementsAre(ArnOf("t1"), ArnOf("t2")));
  EXPECT_THAT(findings[0].evidence,
              ElementsAre(AllOf(HasSubstr(ArnOf("t1")), HasSubstr("neuron2, neuron3")),
                          HasSubstr(ArnOf("t2"))));
  EXPECT_THAT(findings[0].text, AllOf(HasSubstr(ArnOf("t1")), HasSubstr(ArnOf("t2"))));
}

TEST(FindCollisions, ProposesToRemoveTheContainerThatCameLast) {
  Evidence evidence = TwoTasks();
  evidence.containers.containers[0].seen_at += absl::Seconds(1);
  const auto findings = Find(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].step, Step::kRemoveContainer);
  EXPECT_EQ(findings[0].container, "a");
  EXPECT_THAT(findings[0].text, HasSubstr("task " + ArnOf("t1") + " came last"));
}

TEST(FindCollisions, AreOneFindingForEachGroup) {
  Evidence evidence = TwoTasks();
  evidence.containers.containers.push_back(GivenTo("t3", "c", {3, 4}));
  evidence.containers.containers.push_back(GivenTo("t4", "d", {4}));
  const auto findings = Find(evidence);
  ASSERT_THAT(findings, SizeIs(3));
  std::vector<ChipSet> chips;
  for (const WorkloadFinding& finding : findings) {
    chips.push_back(finding.chips);
  }
  EXPECT_THAT(chips, testing::UnorderedElementsAre(ChipSet{2}, ChipSet{3}, ChipSet{4}));
}

TEST(FindCollisions, AreNoneBetweenContainersOfOneTask) {
  Evidence evidence = TwoTasks();
  evidence.containers.containers[1] = GivenTo("t1", "b", {2, 3});
  EXPECT_THAT(Find(evidence), IsEmpty());
  // Nor while ECS is silent: the cgroups say so.
  for (Container& container : evidence.containers.containers) {
    container.task = Reading<ContainerTask>::Unknown(absl::UnavailableError("silent"));
  }
  EXPECT_THAT(Find(evidence), IsEmpty());
}

TEST(FindCollisions, TellContainersOfNoTaskApart) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {Given("a", {2}), Given("b", {2})};
  const auto findings = Find(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].tasks, IsEmpty());
  EXPECT_THAT(findings[0].text, AllOf(HasSubstr("container a"), HasSubstr("container b")));
}

TEST(FindCollisions, AreNoneOfClaimsThatTakeNothing) {
  EXPECT_THAT(Find(TwoTasks(), {MappedPolicy::kHeldOnly, {}}), IsEmpty());
}

TEST(FindCollisions, AreNoneOfWhatOneHasByManyLayers) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {2})};
  evidence.leases = {Leased(1, 8, {2}, "a")};
  evidence.holders.holders = {HoldingIn("a", 8, {2}), HoldingIn("a", 9, {2})};
  evidence.reservations = {ReservedFor("t1", {2})};
  EXPECT_THAT(Find(evidence), IsEmpty());
}

TEST(FindCollisions, AreNoneOfALesseeWhoseContainerOnlyItsLeaseKnows) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {2})};
  evidence.leases = {Leased(1, 8, {2}, "a")};
  evidence.holders.holders = {Holding(8, {2})};
  EXPECT_THAT(Find(evidence), IsEmpty());
  // Nor where the container is of no task.
  evidence.containers.containers = {Given("a", {2})};
  EXPECT_THAT(Find(evidence), IsEmpty());
  // Whoever else has it collides with them.
  evidence.containers.containers.push_back(GivenTo("t2", "b", {2}));
  EXPECT_THAT(Find(evidence), SizeIs(1));
}

TEST(FindCollisions, AreNoneOfProcessesOfTheHost) {
  Evidence evidence = ClearEvidence();
  evidence.holders.holders = {Holding(7, {2}), Holding(8, {2})};
  EXPECT_THAT(Find(evidence), IsEmpty());
  evidence.holders.holders.push_back(HoldingIn("a", 9, {2}));
  EXPECT_THAT(Find(evidence), IsEmpty());
}

TEST(FindCollisions, TakeALesseeOfTheHostAndItsChildrenForOne) {
  Evidence evidence = ClearEvidence();
  evidence.leases = {Leased(1, 7, {2})};
  Holder child = Holding(8, {2});
  child.ancestors = {{7, 70}};
  evidence.holders.holders = {child};
  EXPECT_THAT(Find(evidence), IsEmpty());
  evidence.holders.holders.push_back(HoldingIn("a", 9, {2}));
  const auto findings = Find(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].confidence, Confidence::kHigh);
}

TEST(FindCollisions, ProposeToEndALesseeOfTheHostThatCameLast) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {2})};
  evidence.leases = {Leased(1, 7, {2})};
  evidence.leases[0].since += absl::Seconds(1);
  const auto findings = Find(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].step, Step::kTerminate);
  EXPECT_EQ(findings[0].pid, 7);
  EXPECT_EQ(findings[0].start_ticks, 70u);
  EXPECT_EQ(findings[0].confidence, Confidence::kMedium);
}

TEST(FindCollisions, AreLessSureTheWeakerTheSecondClaim) {
  Evidence evidence = TwoTasks();
  evidence.holders.holders = {HoldingIn("a", 7, {2, 3})};
  EXPECT_EQ(Find(evidence)[0].confidence, Confidence::kMedium);
  evidence.holders.holders.push_back(HoldingIn("b", 8, {2, 3}));
  EXPECT_EQ(Find(evidence)[0].confidence, Confidence::kHigh);
  evidence = ClearEvidence();
  evidence.holders.holders = {HoldingIn("a", 7, {2})};
  evidence.reservations = {ReservedFor("t2", {2})};
  evidence.reservations[0].since += absl::Seconds(1);
  EXPECT_EQ(Find(evidence)[0].confidence, Confidence::kLow);
  // What is not there yet cannot be undone.
  EXPECT_EQ(Find(evidence)[0].step, Step::kWait);
}

}  // namespace
}  // namespace neuron
