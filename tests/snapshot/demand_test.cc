#include "agent/snapshot/demand.h"

#include "gtest/gtest.h"
#include "tests/fakes/fake_clock.h"

namespace neuron {
namespace {

class DemandTest : public testing::Test {
 protected:
  DemandTest() {
    demand_.Start([this] { ++woken_; });
  }

  bool IsWanted(CounterGroup group) const { return demand_.Latest().groups[group]; }

  FakeClock clock_;
  Demand demand_{&clock_};
  int woken_ = 0;
};

TEST_F(DemandTest, WantsWhatTheAgentNeedsThoughNobodyAsks) {
  EXPECT_TRUE(IsWanted(CounterGroup::kFast));
  EXPECT_TRUE(IsWanted(CounterGroup::kEvents));
  EXPECT_FALSE(IsWanted(CounterGroup::kMemory));
  EXPECT_FALSE(IsWanted(CounterGroup::kTensor));
  EXPECT_FALSE(IsWanted(CounterGroup::kPower));
  EXPECT_EQ(demand_.Latest().number, 0u);
}

TEST_F(DemandTest, WantsAllForAWhileFromEachRequestOn) {
  demand_.Ask();
  EXPECT_EQ(demand_.Latest().groups, CounterGroups(true));
  clock_.Advance(absl::Minutes(3));
  demand_.Ask();
  clock_.Advance(Demand::kLinger - absl::Milliseconds(1));
  EXPECT_TRUE(IsWanted(CounterGroup::kMemory));
  clock_.Advance(absl::Milliseconds(1));
  EXPECT_FALSE(IsWanted(CounterGroup::kMemory));
}

TEST_F(DemandTest, HasANewWishOnlyAfterATimeInWhichNobodyAsked) {
  EXPECT_EQ(demand_.Ask(), 1u);
  clock_.Advance(absl::Minutes(4));
  EXPECT_EQ(demand_.Ask(), 1u);
  clock_.Advance(Demand::kLinger);
  EXPECT_EQ(demand_.Latest().number, 1u);
  EXPECT_EQ(demand_.Ask(), 2u);
  EXPECT_EQ(demand_.Latest().number, 2u);
}

TEST_F(DemandTest, WakesTheSamplerForEachNewWish) {
  demand_.Ask();
  demand_.Ask();
  EXPECT_EQ(woken_, 1);
  clock_.Advance(Demand::kLinger);
  EXPECT_EQ(woken_, 1);
  demand_.Ask();
  EXPECT_EQ(woken_, 2);
}

TEST(Demand, KeepsAWishFromBeforeThereIsASampler) {
  FakeClock clock;
  Demand demand(&clock);
  EXPECT_EQ(demand.Ask(), 1u);
  EXPECT_EQ(demand.Latest().number, 1u);
}

}  // namespace
}  // namespace neuron
