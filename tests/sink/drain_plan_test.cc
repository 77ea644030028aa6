#include "agent/sink/drain_plan.h"

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

using Step = DrainPlan::Step;

constexpr char kInstance[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/a";
constexpr char kOther[] = "arn:aws:ecs:us-east-1:123456789012:container-instance/prod/b";
const DrainGrounds kProven = {NodeHealth::kImpaired, true, "all chips are bad"};
const DrainGrounds kUnproven = {NodeHealth::kImpaired, false, "neuron0 is bad by sysfs alone"};
const DrainGrounds kOk = {NodeHealth::kOk, false, ""};
const DrainGrounds kDegraded = {NodeHealth::kDegraded, false, ""};
const DrainGrounds kUnknown = {NodeHealth::kUnknown, false, ""};
constexpr double kShare = 0.5;
// With that share.
constexpr absl::Duration kToDrain = absl::Minutes(7);
constexpr absl::Duration kToUndo = absl::Minutes(15);

class DrainPlanTest : public testing::Test {
 protected:
  // Lets time pass with such a snapshot each 10 seconds, one of them at its end.
  void Pass(const DrainGrounds& grounds, absl::Duration time) {
    for (; time > absl::ZeroDuration(); time -= absl::Seconds(10)) {
      Jump(absl::Seconds(10));
      See(grounds);
    }
  }
  // Without any snapshot.
  void Jump(absl::Duration time) {
    now_.monotonic += time;
    now_.wall += time;
  }
  void See(const DrainGrounds& grounds) { plan_.See(grounds, now_.monotonic, kShare); }
  Step Decide() const { return plan_.Decide(now_).step; }
  Step Learn(InstanceStatus status) { return plan_.Learn(kInstance, status, now_).step; }
  bool Says(const std::string& text) const {
    return absl::StrContains(plan_.Decide(now_).why, text);
  }

  // Lets the plan drain the instance; it is known to be.
  void Drain() {
    See(kProven);
    Pass(kProven, kToDrain);
    ASSERT_EQ(Decide(), Step::kAsk) << plan_.Decide(now_).why;
    ASSERT_EQ(Learn(InstanceStatus::kActive), Step::kDrain);
    plan_.BeginDrain(kInstance, now_.wall);
    plan_.Drained();
  }
  void Undrain() {
    See(kOk);
    Pass(kOk, kToUndo);
    ASSERT_EQ(Decide(), Step::kAsk);
    ASSERT_EQ(Learn(InstanceStatus::kDraining), Step::kUndrain);
    plan_.BeginUndrain(now_.wall);
    plan_.Undrained();
  }
  // As a later agent, with what this one has kept.
  void Restart() { plan_ = DrainPlan(plan_.record()); }

  DrainPlan::Moment now_ = {absl::Hours(1), absl::FromUnixSeconds(1795000000)};
  DrainPlan plan_{DrainRecord()};
};

TEST_F(DrainPlanTest, HasNothingToDoNorToSayUnlessTheHostIsImpaired) {
  EXPECT_EQ(plan_.Decide(now_).why, "");
  for (const DrainGrounds& grounds : {kOk, kDegraded, kUnknown}) {
    Pass(grounds, absl::Hours(2));
    EXPECT_EQ(Decide(), Step::kWait);
    EXPECT_EQ(plan_.Decide(now_).why, "");
  }
}

TEST_F(DrainPlanTest, NeverDrainsWithoutAProof) {
  Pass(kUnproven, absl::Hours(2));
  EXPECT_EQ(Decide(), Step::kWait);
  EXPECT_EQ(plan_.Decide(now_).why, kUnproven.why);
}

TEST_F(DrainPlanTest, DrainsAfterAWhile) {
  See(kProven);
  Pass(kProven, kToDrain - absl::Seconds(10));
  EXPECT_EQ(Decide(), Step::kWait);
  EXPECT_TRUE(Says("all chips are bad; to be drained once this has been so for 7m"));
  Pass(kProven, absl::Seconds(10));
  EXPECT_EQ(Decide(), Step::kAsk);
  const DrainPlan::Decision decision = plan_.Learn(kInstance, InstanceStatus::kActive, now_);
  EXPECT_EQ(decision.step, Step::kDrain);
  EXPECT_EQ(decision.why, kProven.why);
  plan_.BeginDrain(kInstance, now_.wall);
  EXPECT_FALSE(plan_.has_drained());
  plan_.Drained();
  EXPECT_TRUE(plan_.has_drained());
  EXPECT_EQ(plan_.record(), (DrainRecord{kInstance, {now_.wall}, absl::InfinitePast()}));
}

TEST_F(DrainPlanTest, SpreadsAFleetOverTenMinutes) {
  for (const auto& [share, wait] :
       {std::make_pair(0.0, absl::Minutes(2)), std::make_pair(1.0, absl::Minutes(12))}) {
    plan_ = DrainPlan(DrainRecord());
    plan_.See(kProven, now_.monotonic, share);
    Pass(kProven, wait - absl::Seconds(10));
    EXPECT_EQ(Decide(), Step::kWait);
    Pass(kProven, absl::Seconds(10));
    EXPECT_EQ(Decide(), Step::kAsk);
  }
}

TEST_F(DrainPlanTest, BeginsAnewAfterEachBreak) {
  for (const DrainGrounds& between : {kOk, kDegraded, kUnknown, kUnproven}) {
    See(kProven);
    Pass(kProven, kToDrain - absl::Seconds(10));
    See(between);
    Pass(kProven, kToDrain);
    EXPECT_EQ(Decide(), Step::kWait);
  }
}

TEST_F(DrainPlanTest, BeginsAnewAfterATimeWithoutSnapshots) {
  See(kProven);
  Pass(kProven, kToDrain - absl::Seconds(10));
  Jump(absl::Seconds(61));
  See(kProven);
  EXPECT_EQ(Decide(), Step::kWait);
  Pass(kProven, kToDrain);
  EXPECT_EQ(Decide(), Step::kAsk);
}

TEST_F(DrainPlanTest, DoesNotDrainIfItIsOverByTheTimeThatEcsAnswers) {
  Pass(kProven, absl::Minutes(20));
  ASSERT_EQ(Decide(), Step::kAsk);
  See(kUnknown);
  EXPECT_EQ(Learn(InstanceStatus::kActive), Step::kWait);
}

TEST_F(DrainPlanTest, LeavesAloneWhatSomebodyElseDrained) {
  Pass(kProven, absl::Minutes(20));
  EXPECT_EQ(Learn(InstanceStatus::kDraining), Step::kWait);
  EXPECT_TRUE(Says("somebody else has drained this instance"));
  EXPECT_EQ(plan_.record(), DrainRecord());
  // Also when they undo it: they know why.
  Pass(kProven, absl::Hours(2));
  EXPECT_EQ(Decide(), Step::kWait);
  Pass(kOk, absl::Hours(1));
  EXPECT_EQ(Decide(), Step::kWait);
  Pass(kProven, absl::Minutes(20));
  EXPECT_EQ(Decide(), Step::kAsk) << "it is another time";
}

TEST_F(DrainPlanTest, LeavesAloneAnInstanceThatComesOrGoes) {
  Pass(kProven, absl::Minutes(20));
  EXPECT_EQ(Learn(InstanceStatus::kOther), Step::kWait);
  EXPECT_TRUE(Says("neither sends this instance tasks nor drains it"));
}

TEST_F(DrainPlanTest, UndoesItOnceHealthHasBeenOkForAWhile) {
  Drain();
  EXPECT_TRUE(Says("drained by this agent at 2026-"));
  Pass(kDegraded, absl::Hours(2));
  Pass(kUnknown, absl::Hours(2));
  EXPECT_EQ(Decide(), Step::kWait);
  EXPECT_TRUE(Says("to be undone once health has been ok for 10m"));
  See(kOk);
  Pass(kOk, kToUndo - absl::Seconds(10));
  EXPECT_EQ(Decide(), Step::kWait);
  EXPECT_TRUE(Says("to be undone once health has been ok for 15m"));
  Pass(kOk, absl::Seconds(10));
  EXPECT_EQ(Decide(), Step::kAsk);
  const DrainPlan::Decision decision = plan_.Learn(kInstance, InstanceStatus::kDraining, now_);
  EXPECT_EQ(decision.step, Step::kUndrain);
  EXPECT_TRUE(absl::StrContains(decision.why, "health has been ok for 15m")) << decision.why;
  plan_.BeginUndrain(now_.wall);
  plan_.Undrained();
  EXPECT_FALSE(plan_.has_drained());
  EXPECT_EQ(plan_.record().instance, "");
  EXPECT_EQ(plan_.record().undrained_at, now_.wall);
  EXPECT_EQ(plan_.Decide(now_).why, "");
}

TEST_F(DrainPlanTest, DrainsOnlyOnceAndAsksNothingMeanwhile) {
  Drain();
  for (int hour = 0; hour < 30; ++hour) {
    Pass(kProven, absl::Hours(1));
    EXPECT_EQ(Decide(), Step::kWait);
  }
}

TEST_F(DrainPlanTest, ForgetsADrainThatSomebodyElseUndid) {
  Drain();
  Pass(kOk, absl::Hours(1));
  EXPECT_EQ(Learn(InstanceStatus::kActive), Step::kWait);
  EXPECT_FALSE(plan_.has_drained());
  EXPECT_EQ(plan_.record().instance, "");
  Pass(kOk, absl::Hours(1));
  EXPECT_EQ(plan_.Decide(now_).why, "");
}

TEST_F(DrainPlanTest, DrainsOnceInAnHourAfterItWasUndone) {
  Drain();
  Undrain();
  Pass(kProven, absl::Minutes(59));
  EXPECT_EQ(Decide(), Step::kWait);
  EXPECT_TRUE(Says("not to be drained again before 2026-"));
  Pass(kProven, absl::Minutes(1));
  EXPECT_EQ(Decide(), Step::kAsk);
}

TEST_F(DrainPlanTest, CountsWhatItMayHaveUndone) {
  Drain();
  Pass(kOk, absl::Hours(2));
  ASSERT_EQ(Learn(InstanceStatus::kDraining), Step::kUndrain);
  plan_.BeginUndrain(now_.wall);
  EXPECT_EQ(Decide(), Step::kAsk) << "there was no answer";
  EXPECT_EQ(Learn(InstanceStatus::kActive), Step::kWait);
  Pass(kOk, absl::Seconds(10));
  Pass(kProven, absl::Minutes(59));
  EXPECT_TRUE(Says("not to be drained again before"));
}

TEST_F(DrainPlanTest, DrainsThreeTimesADay) {
  const absl::Time began = now_.wall;
  for (int i = 0; i < 3; ++i) {
    Drain();
    Undrain();
    Pass(kOk, absl::Hours(1));
  }
  Pass(kProven, absl::Hours(24) - (now_.wall - began));
  EXPECT_EQ(Decide(), Step::kWait);
  Pass(kProven, kToDrain + absl::Seconds(10));
  EXPECT_EQ(Decide(), Step::kAsk);
  ASSERT_EQ(Learn(InstanceStatus::kActive), Step::kDrain);
  plan_.BeginDrain(kInstance, now_.wall);
  EXPECT_EQ(plan_.record().drained_at.size(), 3u) << "older ones do not count any more";
}

TEST_F(DrainPlanTest, KeepsItsBudgetOverARestart) {
  Drain();
  Undrain();
  Restart();
  Pass(kProven, absl::Minutes(30));
  EXPECT_EQ(Decide(), Step::kWait);
  EXPECT_TRUE(Says("not to be drained again before 2026-"));
}

TEST_F(DrainPlanTest, RemembersItsDrainOverARestartAndAsksOnceWhetherItStands) {
  Drain();
  Restart();
  EXPECT_TRUE(plan_.has_drained());
  See(kProven);
  EXPECT_EQ(Decide(), Step::kWait) << "ECS may not tell everybody yet";
  Pass(kProven, absl::Minutes(1));
  EXPECT_EQ(Decide(), Step::kAsk);
  EXPECT_EQ(Learn(InstanceStatus::kDraining), Step::kWait);
  Pass(kProven, absl::Hours(2));
  EXPECT_EQ(Decide(), Step::kWait);
  Undrain();
}

TEST_F(DrainPlanTest, UndoesADrainOfBeforeAtOnceIfItIsTime) {
  Drain();
  Restart();
  Pass(kOk, absl::Minutes(30));
  EXPECT_EQ(Decide(), Step::kAsk);
  EXPECT_EQ(Learn(InstanceStatus::kDraining), Step::kUndrain);
}

TEST_F(DrainPlanTest, LeavesAloneWhatSomebodyElseSetActiveDuringARestart) {
  Drain();
  Restart();
  Pass(kProven, absl::Minutes(1));
  EXPECT_EQ(Learn(InstanceStatus::kActive), Step::kWait);
  EXPECT_TRUE(Says("ECS does so no more: left as it is"));
  EXPECT_EQ(plan_.record().instance, "");
  Pass(kProven, absl::Hours(3));
  EXPECT_EQ(Decide(), Step::kWait);
}

TEST_F(DrainPlanTest, ForgetsADrainOfAnInstanceThatThisHostIsNoMore) {
  Drain();
  Pass(kOk, absl::Hours(1));
  EXPECT_EQ(plan_.Learn(kOther, InstanceStatus::kDraining, now_).step, Step::kWait);
  EXPECT_EQ(plan_.record().instance, "");
}

TEST_F(DrainPlanTest, MayDrainTheInstanceThatThisHostIsNow) {
  Drain();
  Restart();
  Pass(kProven, absl::Hours(2));
  EXPECT_EQ(plan_.Learn(kOther, InstanceStatus::kActive, now_).step, Step::kDrain);
}

TEST_F(DrainPlanTest, TriesAgainIfItIsNotClearWhetherItWasDrained) {
  Pass(kProven, absl::Minutes(20));
  plan_.BeginDrain(kInstance, now_.wall);
  EXPECT_EQ(Decide(), Step::kAsk);
  EXPECT_EQ(Learn(InstanceStatus::kActive), Step::kDrain);
  plan_.BeginDrain(kInstance, now_.wall);
  EXPECT_EQ(plan_.record().drained_at.size(), 1u) << "it is the same drain";
  EXPECT_EQ(Learn(InstanceStatus::kDraining), Step::kWait);
  EXPECT_TRUE(plan_.has_drained());
  Undrain();
}

TEST_F(DrainPlanTest, UndoesWhatItMayHaveDone) {
  Pass(kProven, absl::Minutes(20));
  plan_.BeginDrain(kInstance, now_.wall);
  Pass(kUnknown, absl::Minutes(20));
  EXPECT_EQ(Decide(), Step::kWait) << "no reason to drain any more";
  Undrain();
}

TEST_F(DrainPlanTest, CountsNoDrainThatWasRefused) {
  Pass(kProven, absl::Minutes(20));
  plan_.BeginDrain(kInstance, now_.wall);
  plan_.NotDrained();
  EXPECT_EQ(plan_.record(), DrainRecord());
  EXPECT_EQ(Decide(), Step::kAsk);
}

TEST_F(DrainPlanTest, LeavesAloneForAnyOtherReason) {
  Pass(kProven, absl::Minutes(20));
  plan_.LeaveAlone("it is Sunday");
  Pass(kProven, absl::Hours(1));
  EXPECT_EQ(plan_.Decide(now_).why, "it is Sunday");
  Pass(kOk, absl::Hours(1));
  EXPECT_EQ(plan_.Decide(now_).why, "");
}

}  // namespace
}  // namespace neuron
