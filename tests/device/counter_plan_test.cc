#include "agent/device/counter_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>
#include <string>

#include "tests/device/counter_tree.h"
#include "tests/fakes/fake_tree_recorded.h"

namespace neuron {
namespace {

// How many files there are to read, by group.
std::map<CounterGroup, std::size_t> SizesOf(const CounterPlan& plan) {
  std::map<CounterGroup, std::size_t> sizes;
  for (std::size_t i = 0; i < kCounterGroups; ++i) {
    const auto group = static_cast<CounterGroup>(i);
    sizes[group] = plan.errors[group].size() + plan.others[group].size();
  }
  return sizes;
}

TEST(PlanCounters, ReadsEachFileWithItsGroup) {
  const FakeTree tree({ChipThatCounts()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  const std::map<CounterGroup, std::size_t> expected = {
      // 3 errors, 3 of the firmware, 2 memories and 7 tallies of each core.
      {CounterGroup::kFast, 3 + 3 + 2 * (2 + 7)},
      // The other tallies, and the models' code.
      {CounterGroup::kEvents, 2 + 2 * (30 - 7 + 1)},
      // Total and peak of each class but for that code, the peak of both memories.
      {CounterGroup::kMemory, 2 * 8 + 2 * (2 * 11 - 1 + 2)},
      {CounterGroup::kTensor, 2},
      {CounterGroup::kPower, 2}};
  EXPECT_EQ(SizesOf(PlanCounters(index)), expected);
}

TEST(PlanCounters, HasOnePlaceForEachNumber) {
  const FakeTree tree({ChipThatCounts()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  const CounterPlan plan = PlanCounters(index);
  ChipCounters counters;
  counters.cores.resize(2);
  std::set<const Reading<std::uint64_t>*> places;
  for (const auto* groups : {&plan.errors, &plan.others}) {
    for (const std::vector<CounterFile>& files : *groups) {
      for (const CounterFile& file : files) {
        if (file.kind < CounterKind::kComponents) {
          EXPECT_TRUE(places.insert(&NumberAt(file, &counters)).second) << file.path;
        }
      }
    }
  }
  // All but `reset`, which is no count.
  EXPECT_EQ(places.size(), 5U + 1 + 2 * 8 + 2 * (4 + 2 * 11 + 30));
}

TEST(PlanCounters, PlansNothingThatTheTreeDoesNotHave) {
  const FakeTree tree({Dir("neuron0", {Dir("neuron_core0", {})})});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  const CounterPlan plan = PlanCounters(index);
  EXPECT_FALSE(plan.reset.has_value());
  EXPECT_FALSE(plan.reset_requests.has_value());
  for (const auto& [group, size] : SizesOf(plan)) {
    EXPECT_EQ(size, 0U) << static_cast<int>(group);
  }
}

TEST(PlanCounters, TakesTheResetsOfTheFirstCore) {
  const FakeTree tree({ChipThatCounts()});
  const TreeIndex index = TreeIndex::Walk(tree.Path("neuron0")).value();
  EXPECT_EQ(PlanCounters(index).reset_requests->path,
            "neuron_core0/stats/other_info/reset_req_count");
}

TEST(PlanCounters, TakesTwentyFourBytesForAFile) { EXPECT_EQ(sizeof(CounterFile), 24U); }

TEST(PlanCounters, IsAsLargeAsNeedBeForTheLargestChips) {
  const auto tree = MakeRecordedTree(sim::Trn2Recording(), "trn2.48xlarge", ChipSet{0});
  const TreeIndex index = TreeIndex::Walk(tree->Path(ChipPath(0))).value();
  std::size_t all = 0;
  for (const auto& [group, size] : SizesOf(PlanCounters(index))) {
    all += size;
  }
  EXPECT_EQ(SizesOf(PlanCounters(index)).at(CounterGroup::kFast), 3U + 8 * 9);
  EXPECT_EQ(all, 3U + 8 * (2 * 2 + 2 * 11 + 30 + 1) + 2 * 8 + 1);
}

}  // namespace
}  // namespace neuron
