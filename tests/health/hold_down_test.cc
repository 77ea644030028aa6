#include "agent/health/hold_down.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

class HoldDownTest : public testing::Test {
 protected:
  HoldDownTest() {
    rule.hold = absl::Minutes(10);
    rules.longest_hold = absl::Hours(1);
    rules.relapse_window = absl::Minutes(30);
    rules.flap_budget = 3;
  }
  void See(Verdict level, int minute) { hold_down.Observe(level, absl::Minutes(minute), rules); }
  absl::Duration Hold() const { return hold_down.HoldOf(rule, rules); }
  // Ill and then well again, each a minute later.
  void Flap(int minute) {
    See(Verdict::kSuspect, minute);
    See(Verdict::kOk, minute + 1);
  }

  HealthRule rule;
  HealthRules rules;
  HoldDown hold_down;
};

TEST_F(HoldDownTest, HoldsAsTheRuleSaysAtFirst) {
  EXPECT_EQ(Hold(), absl::Minutes(10));
  See(Verdict::kOk, 0);
  See(Verdict::kSuspect, 1);
  EXPECT_EQ(Hold(), absl::Minutes(10));
}

TEST_F(HoldDownTest, DoublesForARelapseWithinTheWindow) {
  Flap(0);
  See(Verdict::kBad, 30);
  EXPECT_EQ(Hold(), absl::Minutes(20));
  See(Verdict::kSuspect, 31);
  EXPECT_EQ(Hold(), absl::Minutes(20));
  See(Verdict::kOk, 32);
  See(Verdict::kSuspect, 33);
  EXPECT_EQ(Hold(), absl::Minutes(40));
}

TEST_F(HoldDownTest, NeverHoldsLongerThanTheLongestHold) {
  for (int minute = 0; minute < 200; minute += 2) {
    Flap(minute);
    EXPECT_LE(Hold(), absl::Hours(1));
  }
  EXPECT_EQ(Hold(), absl::Hours(1));
  rule.hold = absl::Hours(2);
  EXPECT_EQ(Hold(), absl::Hours(1));
}

TEST_F(HoldDownTest, HoldsForEverWhatTheRuleSaysToHold) {
  rule.hold = absl::InfiniteDuration();
  EXPECT_EQ(Hold(), absl::InfiniteDuration());
}

TEST_F(HoldDownTest, BeginsAnewAfterALongTimeOfBeingWell) {
  Flap(0);
  See(Verdict::kSuspect, 31);
  EXPECT_EQ(Hold(), absl::Minutes(10));
  Flap(32);
  Flap(35);
  EXPECT_EQ(Hold(), absl::Minutes(20));
}

TEST_F(HoldDownTest, KeepsAChipAsIllAsItWasOnceItsBudgetIsSpent) {
  for (int i = 0; i < 3; ++i) {
    Flap(i * 60);
    EXPECT_EQ(hold_down.floor(), Verdict::kOk);
  }
  Flap(180);
  EXPECT_EQ(hold_down.floor(), Verdict::kSuspect);
  EXPECT_EQ(hold_down.relapses(), 3U);
  See(Verdict::kBad, 200);
  See(Verdict::kOk, 201);
  EXPECT_EQ(hold_down.floor(), Verdict::kBad);
}

TEST_F(HoldDownTest, DoesNotCountTheFirstIllnessAsOneAgain) {
  rules.flap_budget = 1;
  Flap(0);
  EXPECT_EQ(hold_down.relapses(), 0U);
  EXPECT_EQ(hold_down.floor(), Verdict::kOk);
  Flap(10);
  EXPECT_EQ(hold_down.floor(), Verdict::kSuspect);
}

TEST_F(HoldDownTest, CountsWithinADay) {
  for (int day = 0; day < 10; ++day) {
    Flap(day * 24 * 60);
    Flap(day * 24 * 60 + 60);
  }
  EXPECT_EQ(hold_down.floor(), Verdict::kOk);
}

TEST_F(HoldDownTest, ForgivesOnRequest) {
  for (int i = 0; i < 10; ++i) {
    Flap(i * 2);
  }
  hold_down.Forgive();
  EXPECT_EQ(hold_down.floor(), Verdict::kOk);
  EXPECT_EQ(hold_down.relapses(), 0U);
  Flap(30);
  EXPECT_EQ(hold_down.floor(), Verdict::kOk);
}

TEST_F(HoldDownTest, IsSettledOnceAnIllnessWouldBeLikeTheFirst) {
  const auto is_settled = [&](int minute) {
    return hold_down.IsSettled(absl::Minutes(minute), rules);
  };
  EXPECT_TRUE(is_settled(0));
  Flap(0);
  EXPECT_FALSE(is_settled(30)) << "a relapse would double the hold";
  EXPECT_TRUE(is_settled(31));
  See(Verdict::kSuspect, 40);
  EXPECT_FALSE(is_settled(1000)) << "it is ill";
  See(Verdict::kOk, 41);
  EXPECT_FALSE(is_settled(40 + 24 * 60 - 1)) << "it has relapsed within a day";
  EXPECT_TRUE(is_settled(40 + 24 * 60));
}

TEST_F(HoldDownTest, GoesOnFromWhatAnEarlierRunKnew) {
  Flap(0);
  hold_down = HoldDown(hold_down.record());
  See(Verdict::kSuspect, 10);
  EXPECT_EQ(Hold(), absl::Minutes(20));
  EXPECT_EQ(hold_down.relapses(), 1U);
}

TEST_F(HoldDownTest, BearsABudgetOf0) {
  rules.flap_budget = 0;
  Flap(0);
  Flap(2);
  EXPECT_EQ(hold_down.floor(), Verdict::kSuspect);
}

}  // namespace
}  // namespace neuron
