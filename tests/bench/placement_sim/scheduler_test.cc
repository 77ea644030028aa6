#include "tests/bench/placement_sim/scheduler.h"

#include <set>

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr DefinitionSet kAll = ~DefinitionSet{0};

// Two hosts, on which every constraint holds unless a test says otherwise.
class SchedulerTest : public testing::Test {
 protected:
  void Open(const Scheduler::Rules& rules) {
    scheduler_.emplace(2, rules, &catalog_, 1);
    scheduler_->Show(0, kAll);
    scheduler_->Show(1, kAll);
  }

  // REQUIRES: some host takes it.
  Scheduler::Placement PlaceAndTake(int chips) {
    const Scheduler::Placement placement = scheduler_->Place(chips).value();
    scheduler_->Take(placement);
    return placement;
  }

  const ConstraintCatalog catalog_ = ConstraintCatalog::Pinned();
  absl::optional<Scheduler> scheduler_;
};

TEST_F(SchedulerTest, FillsOneHostBeforeTheNext) {
  Open({true, false});
  const std::size_t first = PlaceAndTake(8).host;
  EXPECT_EQ(PlaceAndTake(4).host, first);
  EXPECT_EQ(PlaceAndTake(8).host, 1 - first);
  EXPECT_EQ(PlaceAndTake(1).host, first);
}

TEST_F(SchedulerTest, SendsNoMoreTasksThanAHostHasChips) {
  Open({false, false});
  PlaceAndTake(16);
  const Scheduler::Placement last = PlaceAndTake(16);
  EXPECT_FALSE(scheduler_->Place(1).has_value());
  scheduler_->GiveBack(last);
  EXPECT_EQ(PlaceAndTake(1).host, last.host);
}

TEST_F(SchedulerTest, WithoutTokensOneChipIsGivenTwice) {
  Open({false, false});
  std::set<ChipSet> pinned;
  for (int i = 0; i < 16; ++i) {
    pinned.insert(PlaceAndTake(1).definition->pinned);
  }
  EXPECT_LT(pinned.size(), 16u);
}

TEST_F(SchedulerTest, PortTokensAreOneTasksUntilItHasStopped) {
  Open({false, true});
  std::uint64_t given = 0;
  Scheduler::Placement last;
  for (int i = 0; i < 16; ++i) {
    last = scheduler_->PlaceOn(0, 1).value();
    scheduler_->Take(last);
    ASSERT_EQ(given & last.definition->pinned.bits(), 0u);
    given |= last.definition->pinned.bits();
  }
  scheduler_->GiveBack(last);
  EXPECT_EQ(scheduler_->PlaceOn(0, 1)->definition->pinned, last.definition->pinned);
}

TEST_F(SchedulerTest, GoesByWhatItWasShownLast) {
  Open({true, false});
  scheduler_->Show(0, 0);
  EXPECT_EQ(scheduler_->Place(1)->host, 1u);
  scheduler_->Show(1, 0);
  EXPECT_FALSE(scheduler_->Place(1).has_value());
  scheduler_->Show(0, 1 << 3);
  EXPECT_EQ(scheduler_->Place(1)->definition, &catalog_.definitions()[3]);
  EXPECT_FALSE(scheduler_->Place(4).has_value());
}

TEST_F(SchedulerTest, BelievesThatAllConstraintsHoldWhereThereAreNone) {
  Open({false, false});
  scheduler_->Show(0, 0);
  EXPECT_TRUE(scheduler_->PlaceOn(0, 16).has_value());
}

}  // namespace
}  // namespace neuron
