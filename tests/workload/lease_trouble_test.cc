#include "agent/workload/lease_trouble.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Evidence WithLease() {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {GivenTo("t1", "a", {0, 1, 2, 3})};
  evidence.leases = {Leased(5, 8, {0, 1}, "a")};
  return evidence;
}

TEST(FindOutsideLease, NamesTheChipsThatAreInNoLeaseOfTheProcess) {
  Evidence evidence = WithLease();
  evidence.holders.holders = {HoldingIn("a", 9, {1, 2, 3})};
  const auto findings = FindOutsideLease(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].code, WorkloadFindingCode::kOutsideLease);
  EXPECT_EQ(findings[0].chips, (ChipSet{2, 3}));
  EXPECT_EQ(findings[0].pid, 9);
  EXPECT_EQ(findings[0].start_ticks, 90u);
  EXPECT_EQ(findings[0].container, "a");
  EXPECT_THAT(findings[0].tasks, ElementsAre(ArnOf("t1")));
  EXPECT_THAT(findings[0].evidence,
              ElementsAre("bpf: pid 9 (train) holds neuron1, neuron2, neuron3",
                          "lease: 5 of pid 8 (neuronctl) is for neuron0, neuron1"));
  EXPECT_EQ(findings[0].confidence, Confidence::kHigh);
  EXPECT_EQ(findings[0].step, Step::kTerminate);
  EXPECT_THAT(findings[0].text, HasSubstr("neuron2, neuron3"));
}

TEST(FindOutsideLease, IsOfTheLesseeItselfToo) {
  Evidence evidence = WithLease();
  evidence.leases = {Leased(5, 8, {0})};
  evidence.holders.holders = {Holding(8, {0, 1})};
  const auto findings = FindOutsideLease(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].chips, ChipSet{1});
}

TEST(FindOutsideLease, IsNoneWithinTheLeasesNorWithoutAny) {
  Evidence evidence = WithLease();
  evidence.leases.push_back(Leased(6, 10, {2}, "a"));
  evidence.holders.holders = {HoldingIn("a", 9, {0, 1, 2}), HoldingIn("b", 11, {3}),
                              HoldingIn("a", 12, {})};
  EXPECT_THAT(FindOutsideLease(evidence), IsEmpty());
}

TEST(FindLeasesWithoutLife, AreThoseWhoseProcessHasEnded) {
  Evidence evidence = WithLease();
  evidence.leases.push_back(Leased(6, 10, {2}));
  EXPECT_THAT(FindLeasesWithoutLife(evidence), IsEmpty());
  evidence.ended_lessees = {5};
  const auto findings = FindLeasesWithoutLife(evidence);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].code, WorkloadFindingCode::kLeaseWithoutLife);
  EXPECT_EQ(findings[0].chips, (ChipSet{0, 1}));
  EXPECT_EQ(findings[0].pid, 8);
  EXPECT_EQ(findings[0].container, "a");
  EXPECT_THAT(findings[0].tasks, ElementsAre(ArnOf("t1")));
  EXPECT_THAT(findings[0].evidence,
              ElementsAre("lease: 5 of pid 8 (neuronctl) is for neuron0, neuron1",
                          "proc: pid 8 has ended"));
  EXPECT_EQ(findings[0].confidence, Confidence::kLow);
  EXPECT_EQ(findings[0].step, Step::kWait);
}

TEST(FindLeasesWithoutLife, AreNotThoseInUse) {
  Evidence evidence = WithLease();
  evidence.ended_lessees = {5};
  evidence.holders.holders = {HoldingIn("a", 9, {1})};
  EXPECT_THAT(FindLeasesWithoutLife(evidence), IsEmpty());
}

}  // namespace
}  // namespace neuron
