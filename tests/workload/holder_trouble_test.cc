#include "agent/workload/holder_trouble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// One holder, that has been in this state for `age`.
Evidence InState(char state, absl::Duration age) {
  Evidence evidence = ClearEvidence();
  evidence.holders.holders = {Holding(7, {2})};
  evidence.holders.holders[0].state = state;
  evidence.holders.holders[0].state_for = age;
  return evidence;
}

TEST(FindDeadHolders, AreThoseThatStayDead) {
  for (char state : {'Z', 'X'}) {
    const auto findings = FindDeadHolders(InState(state, kCleanUp));
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].code, WorkloadFindingCode::kDeadHolder);
    EXPECT_EQ(findings[0].chips, ChipSet{2});
    EXPECT_EQ(findings[0].pid, 7);
    EXPECT_EQ(findings[0].start_ticks, 70u);
    EXPECT_EQ(findings[0].confidence, Confidence::kMedium);
    EXPECT_EQ(findings[0].step, Step::kTerminate);
    EXPECT_THAT(findings[0].text, HasSubstr("pid 7 (train)"));
  }
  EXPECT_THAT(FindDeadHolders(InState('Z', kCleanUp))[0].evidence,
              ElementsAre("bpf: pid 7 (train) holds neuron2", "proc: its state is Z for 5s"));
}

TEST(FindDeadHolders, AreNotThoseThatAreBeingCleanedUpNorTheLiving) {
  EXPECT_THAT(FindDeadHolders(InState('Z', kCleanUp - absl::Milliseconds(1))), IsEmpty());
  EXPECT_THAT(FindDeadHolders(InState('S', absl::Hours(1))), IsEmpty());
  EXPECT_THAT(FindDeadHolders(InState('D', absl::Hours(1))), IsEmpty());
}

TEST(FindDeadHolders, AreNotThoseOfWhoseStateNothingIsKnown) {
  Evidence evidence = InState('Z', absl::Hours(1));
  evidence.holders.holders[0].state = Reading<char>::Unknown(absl::NotFoundError("ended"));
  EXPECT_THAT(FindDeadHolders(evidence), IsEmpty());
}

TEST(FindDeadHolders, AreNotObservers) {
  Evidence evidence = InState('Z', absl::Hours(1));
  evidence.holders.holders[0].held = {};
  evidence.holders.holders[0].observed = {2};
  EXPECT_THAT(FindDeadHolders(evidence), IsEmpty());
}

TEST(FindStuckHolders, AreThoseThatHangInTheKernel) {
  const auto findings = FindStuckHolders(InState('D', kStuck));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].code, WorkloadFindingCode::kStuckHolder);
  EXPECT_EQ(findings[0].confidence, Confidence::kMedium);
  EXPECT_EQ(findings[0].step, Step::kWait);
  EXPECT_THAT(findings[0].evidence[1], "proc: its state is D for 10s");
  EXPECT_THAT(FindStuckHolders(InState('D', kStuck - absl::Milliseconds(1))), IsEmpty());
  EXPECT_THAT(FindStuckHolders(InState('S', absl::Hours(1))), IsEmpty());
}

TEST(FindStuckHolders, AreHopelessAfterALongTime) {
  const auto findings = FindStuckHolders(InState('D', kHopeless));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].confidence, Confidence::kHigh);
  EXPECT_EQ(findings[0].step, Step::kReplaceHost);
}

TEST(FindStuckHolders, AreNotThoseWhoseAgeIsOnlyTheClocks) {
  Evidence evidence = InState('D', absl::Seconds(1));
  evidence.holders.holders[0].state_since = evidence.holders.taken_at - absl::Hours(1);
  EXPECT_THAT(FindStuckHolders(evidence), IsEmpty());
}

// One holder in container "a", which went `age` ago.
Evidence AfterContainer(absl::Duration age) {
  Evidence evidence = ClearEvidence();
  evidence.holders.holders = {HoldingIn("a", 7, {2})};
  evidence.containers.gone = {GivenTo("t1", "a", {2})};
  evidence.containers.gone[0].gone_for = age;
  return evidence;
}

TEST(FindHoldersWithoutContainer, AreThoseWhoseContainerHasGone) {
  const auto findings = FindHoldersWithoutContainer(AfterContainer(kCleanUp));
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].code, WorkloadFindingCode::kNoContainer);
  EXPECT_EQ(findings[0].container, "a");
  EXPECT_THAT(findings[0].tasks, ElementsAre(ArnOf("t1")));
  EXPECT_EQ(findings[0].confidence, Confidence::kMedium);
  EXPECT_EQ(findings[0].step, Step::kTerminate);
  EXPECT_THAT(findings[0].evidence[1], HasSubstr("container: container a has been gone since"));
}

TEST(FindHoldersWithoutContainer, AreNotThoseOfOneThatHasJustGoneOrIsThere) {
  Evidence evidence = AfterContainer(kCleanUp - absl::Milliseconds(1));
  EXPECT_THAT(FindHoldersWithoutContainer(evidence), IsEmpty());
  evidence = AfterContainer(absl::Hours(1));
  evidence.containers.containers = {Given("a", {2})};
  EXPECT_THAT(FindHoldersWithoutContainer(evidence), IsEmpty());
}

TEST(FindHoldersWithoutContainer, AreNotToldOfAfterALookThatMayHaveMissedTheContainer) {
  Evidence evidence = AfterContainer(absl::Hours(1));
  evidence.containers.sight = absl::ResourceExhaustedError("too many open files");
  EXPECT_THAT(FindHoldersWithoutContainer(evidence), IsEmpty());
}

TEST(FindHoldersWithoutContainer, AreThoseInAContainerThatStaysUnknown) {
  Evidence evidence = ClearEvidence();
  evidence.holders.holders = {HoldingIn("a", 7, {2}), Holding(8, {2})};
  EXPECT_THAT(FindHoldersWithoutContainer(evidence), IsEmpty());
  for (Holder& holder : evidence.holders.holders) {
    holder.held_for = kStuck;
  }
  const auto findings = FindHoldersWithoutContainer(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].pid, 7);
  EXPECT_EQ(findings[0].confidence, Confidence::kLow);
  EXPECT_EQ(findings[0].step, Step::kWait);
  evidence.containers.sight = absl::PermissionDeniedError("blind");
  EXPECT_THAT(FindHoldersWithoutContainer(evidence), IsEmpty());
}

TEST(FindHoldersOfStoppedTasks, ProposesToRemoveTheContainerWhileItIsThere) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {2})};
  evidence.holders.holders = {HoldingIn("a", 7, {2})};
  EXPECT_THAT(FindHoldersOfStoppedTasks(evidence), IsEmpty());
  evidence.stopped_tasks = {ArnOf("t1")};
  const auto findings = FindHoldersOfStoppedTasks(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].code, WorkloadFindingCode::kStoppedTask);
  EXPECT_THAT(findings[0].tasks, ElementsAre(ArnOf("t1")));
  EXPECT_EQ(findings[0].confidence, Confidence::kHigh);
  EXPECT_EQ(findings[0].step, Step::kRemoveContainer);
  EXPECT_EQ(findings[0].container, "a");
  EXPECT_EQ(findings[0].evidence[1], "ecs: " + ArnOf("t1") + " is STOPPED");
}

TEST(FindHoldersOfStoppedTasks, ProposesToEndTheProcessOnceTheContainerHasGone) {
  Evidence evidence = AfterContainer(absl::ZeroDuration());
  evidence.stopped_tasks = {ArnOf("t1")};
  const auto findings = FindHoldersOfStoppedTasks(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].step, Step::kTerminate);
}

TEST(FindAttachedMonitors, AreTheToolsThatOnlyWatch) {
  Evidence evidence = ClearEvidence();
  for (const char* command : {"neuron-monitor", "neuron-top", "neuron-ls", "train"}) {
    const int pid = static_cast<int>(evidence.holders.holders.size()) + 1;
    evidence.holders.holders.push_back(Holding(pid, {2}));
    evidence.holders.holders.back().command = command;
  }
  const auto findings = FindAttachedMonitors(evidence);
  ASSERT_THAT(findings, SizeIs(3));
  EXPECT_EQ(findings[0].code, WorkloadFindingCode::kMonitorAttached);
  EXPECT_EQ(findings[0].confidence, Confidence::kHigh);
  EXPECT_EQ(findings[0].step, Step::kTerminate);
  EXPECT_EQ(findings[1].step, Step::kTerminate);
  EXPECT_EQ(findings[2].step, Step::kWait);
  EXPECT_EQ(findings[2].evidence[0], "bpf: pid 3 (neuron-ls) holds neuron2");
}

TEST(FindAttachedMonitors, AreNotThoseThatOnlyObserve) {
  Evidence evidence = ClearEvidence();
  evidence.holders.holders = {Holding(7, {})};
  evidence.holders.holders[0].command = "neuron-top";
  evidence.holders.holders[0].observed = {2};
  EXPECT_THAT(FindAttachedMonitors(evidence), IsEmpty());
}

}  // namespace
}  // namespace neuron
