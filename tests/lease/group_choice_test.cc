#include "agent/lease/group_choice.h"

#include <algorithm>
#include <iterator>

#include "gtest/gtest.h"
#include "tests/lease/torus_offer.h"

namespace neuron {
namespace {

// Of all valid groups of that size.
absl::optional<ChipSet> Choose(int size, const std::vector<ChipSet>& groups, ChipSet free) {
  std::vector<ChipSet> candidates;
  std::copy_if(groups.begin(), groups.end(), std::back_inserter(candidates),
               [size](ChipSet group) { return group.size() == size; });
  return ChooseGroup(candidates, groups, free);
}

absl::optional<ChipSet> OnTorus(int size, ChipSet free) {
  return Choose(size, TorusOffer(absl::ZeroDuration()).groups, free);
}

TEST(ChooseGroup, TakesTheLowestChipsOfEquals) {
  EXPECT_EQ(OnTorus(1, kTorusChips), (ChipSet{0}));
  EXPECT_EQ(OnTorus(4, kTorusChips), (ChipSet{0, 1, 2, 3}));
  EXPECT_EQ(OnTorus(16, kTorusChips), kTorusChips);
}

TEST(ChooseGroup, TakesNothingThatIsNotFreeInWhole) {
  EXPECT_EQ(OnTorus(4, {0, 1, 2, 4, 5, 6, 8, 9, 10}), absl::nullopt);
  EXPECT_EQ(OnTorus(4, {0, 1, 2, 12, 13, 14, 15}), (ChipSet{12, 13, 14, 15}));
  EXPECT_EQ(OnTorus(1, {}), absl::nullopt);
  EXPECT_EQ(ChooseGroup({}, {}, kTorusChips), absl::nullopt);
}

TEST(ChooseGroup, LeavesLargerGroupsWhole) {
  // The row 0-3 has a chip that is taken; a single one comes from there.
  EXPECT_EQ(OnTorus(1, {2, 3, 4, 5, 6, 7}), (ChipSet{2}));
  EXPECT_EQ(OnTorus(1, {0, 1, 2, 3, 9}), (ChipSet{9}));
  // The half 0-7 is whole and stays so.
  EXPECT_EQ(OnTorus(4, {0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15}), (ChipSet{12, 13, 14, 15}));
}

TEST(ChooseGroup, TakesFromTheEndOfAChain) {
  const std::vector<ChipSet> chain = {{0},    {1},    {2},       {3},       {0, 1},
                                      {1, 2}, {2, 3}, {0, 1, 2}, {1, 2, 3}, {0, 1, 2, 3}};
  EXPECT_EQ(Choose(1, chain, {0, 1, 2, 3}), (ChipSet{0}));
  EXPECT_EQ(Choose(1, chain, {0, 2, 3}), (ChipSet{0}));
  EXPECT_EQ(Choose(1, chain, {0, 1, 3}), (ChipSet{3}));
}

}  // namespace
}  // namespace neuron
