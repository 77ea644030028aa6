#include "agent/sink/publish_plan.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

using Attributes = PublishPlan::Attributes;

constexpr absl::Duration kStart = absl::Hours(1);
constexpr absl::Duration kQuiet = absl::Seconds(5);

Attributes Free(const std::string& set, const std::string& generation = "") {
  return {{AttributeKind::kFreeSet, "neuron.free-set", set, ""},
          {AttributeKind::kGeneration, "neuron.gen", generation, ""}};
}

// A plan of which ECS has been told `told`.
PublishPlan PlanAfter(const std::string& told) {
  PublishPlan plan;
  plan.Told(Free(told));
  return plan;
}

TEST(PublishPlan, HasNothingToTellBeforeAnythingIsWanted) {
  EXPECT_EQ(PublishPlan().Wait(kStart), absl::InfiniteDuration());
  EXPECT_FALSE(PublishPlan().wanted().has_value());
  EXPECT_FALSE(PublishPlan().told().has_value());
}

TEST(PublishPlan, SaysWhetherWhatIsWantedHasChanged) {
  PublishPlan plan;
  EXPECT_TRUE(plan.Want(Free("_01_"), kStart, 0));
  EXPECT_FALSE(plan.Want(Free("_01_"), kStart, 0));
  EXPECT_TRUE(plan.Want(Free("_02_"), kStart, 0));
  EXPECT_EQ(plan.wanted()->front().value, "_02_");
}

TEST(PublishPlan, TellsEverythingAtOnceWhileItIsNotKnownWhatEcsWasTold) {
  PublishPlan plan;
  plan.Want(Free("_01_"), kStart, 0.9);
  EXPECT_EQ(plan.Wait(kStart), absl::ZeroDuration());
}

TEST(PublishPlan, TellsLessAtOnce) {
  PublishPlan plan = PlanAfter("_01_02_");
  plan.Want(Free("_01_"), kStart, 0.9);
  EXPECT_EQ(plan.Wait(kStart), absl::ZeroDuration());
  EXPECT_EQ(plan.Take(kStart).front().value, "_01_");
}

TEST(PublishPlan, GathersWhatFollowsAtOnce) {
  PublishPlan plan = PlanAfter("_01_02_03_");
  plan.Want(Free("_01_02_"), kStart, 0);
  plan.Told(plan.Take(kStart));
  const absl::Duration next = kStart + absl::Milliseconds(1);
  plan.Want(Free("_01_"), next, 0);
  EXPECT_EQ(plan.Wait(next), absl::Milliseconds(49));
  plan.Want(Free("_none_"), next + absl::Milliseconds(1), 0);
  EXPECT_EQ(plan.Wait(next + absl::Milliseconds(49)), absl::ZeroDuration());
}

TEST(PublishPlan, TellsMoreAfterFiveSecondsAndJitter) {
  PublishPlan plan = PlanAfter("_01_");
  plan.Want(Free("_01_02_"), kStart, 0.25);
  EXPECT_EQ(plan.Wait(kStart), kQuiet + absl::Milliseconds(250));
  EXPECT_EQ(plan.Wait(kStart + absl::Seconds(6)), absl::ZeroDuration());
}

TEST(PublishPlan, WaitsAnewWithMoreWhenItChangesAgain) {
  PublishPlan plan = PlanAfter("_01_");
  plan.Want(Free("_01_02_"), kStart, 0);
  const absl::Duration later = kStart + absl::Seconds(4);
  plan.Want(Free("_01_02_03_"), later, 0);
  EXPECT_EQ(plan.Wait(later), kQuiet);
}

TEST(PublishPlan, DoesNotWaitAnewWhenTheSameIsWantedAgain) {
  PublishPlan plan = PlanAfter("_01_");
  plan.Want(Free("_01_02_"), kStart, 0);
  const absl::Duration later = kStart + absl::Seconds(4);
  plan.Want(Free("_01_02_"), later, 0);
  EXPECT_EQ(plan.Wait(later), absl::Seconds(1));
}

TEST(PublishPlan, NeverTellsTheSame) {
  PublishPlan plan = PlanAfter("_01_");
  plan.Want(Free("_01_", "another write"), kStart, 0);
  EXPECT_EQ(plan.Wait(kStart + absl::Hours(1)), absl::InfiniteDuration());
}

TEST(PublishPlan, ForgetsMoreThatWasTakenBackBeforeItWasTold) {
  PublishPlan plan = PlanAfter("_01_");
  plan.Want(Free("_01_02_"), kStart, 0);
  plan.Want(Free("_01_"), kStart + absl::Seconds(1), 0);
  EXPECT_EQ(plan.Wait(kStart + absl::Seconds(1)), absl::InfiniteDuration());
}

TEST(PublishPlan, TellsTheSameAnewWhenItIsNotKnownWhatEcsHas) {
  PublishPlan plan = PlanAfter("_01_");
  plan.Want(Free("_01_"), kStart, 0);
  plan.ToldUnknown();
  EXPECT_FALSE(plan.told().has_value());
  EXPECT_EQ(plan.Wait(kStart), absl::ZeroDuration());
}

// How many writes there are in `span`, each confirmed at once, while what is wanted alternates
// between these as soon as it was told.
int CountWrites(const std::string& first, const std::string& second, absl::Duration span) {
  PublishPlan plan = PlanAfter(second);
  int writes = 0;
  absl::Duration now = kStart;
  while (true) {
    plan.Want(Free(writes % 2 == 0 ? first : second), now, 0);
    now += plan.Wait(now);
    if (now >= kStart + span) {
      return writes;
    }
    plan.Told(plan.Take(now));
    ++writes;
  }
}

TEST(PublishPlan, TellsLessTwentyTimesAtOnceAndThenThirtyTimesAMinute) {
  // Each of these takes back what the other promised.
  EXPECT_EQ(CountWrites("_01_", "_02_", absl::Seconds(1)), 20);
  EXPECT_EQ(CountWrites("_01_", "_02_", absl::Minutes(1)), 20 + 29);
  EXPECT_EQ(CountWrites("_01_", "_02_", absl::Minutes(2)), 20 + 59);
}

TEST(PublishPlan, TellsMoreNoMoreThanSixTimesAMinute) {
  PublishPlan plan = PlanAfter("_none_");
  std::string set = "_";
  std::vector<absl::Duration> writes;
  for (absl::Duration now = kStart; now < kStart + absl::Minutes(5); writes.push_back(now)) {
    set += "01_";
    plan.Want(Free(set), now, 0);
    now += plan.Wait(now);
    plan.Told(plan.Take(now));
  }
  ASSERT_GT(writes.size(), 6u);
  for (std::size_t i = 6; i < writes.size(); ++i) {
    EXPECT_GE(writes[i] - writes[i - 6], absl::Minutes(1));
  }
}

TEST(PublishPlan, HasTwoBudgetsSoThatMoreNeverDelaysLess) {
  PublishPlan plan = PlanAfter("_01_");
  plan.Want(Free("_01_02_"), kStart, 0);
  const absl::Duration later = kStart + kQuiet;
  plan.Told(plan.Take(later));
  plan.Want(Free("_01_02_03_"), later, 0);
  EXPECT_EQ(plan.Wait(later), absl::Seconds(10));
  plan.Want(Free("_01_"), later, 0);
  EXPECT_EQ(plan.Wait(later), absl::ZeroDuration());
}

}  // namespace
}  // namespace neuron
