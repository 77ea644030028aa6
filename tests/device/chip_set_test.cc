#include "agent/device/chip_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(ChipSet, IsEmptyFromTheStart) {
  EXPECT_TRUE(ChipSet().empty());
  EXPECT_EQ(ChipSet().size(), 0);
  EXPECT_THAT(ChipSet().chips(), IsEmpty());
}

TEST(ChipSet, HoldsEveryChipThatADriverCanHave) {
  ChipSet all;
  for (int chip = 0; chip < kMaxChips; ++chip) {
    EXPECT_FALSE(all.Contains(chip));
    all.Add(chip);
    EXPECT_TRUE(all.Contains(chip));
    EXPECT_EQ(all.size(), chip + 1);
  }
  EXPECT_EQ(all, ChipSet(~std::uint64_t{0}));
}

TEST(ChipSet, ListsItsChipsAscending) {
  EXPECT_THAT((ChipSet{63, 2, 10, 0}.chips()), ElementsAre(0, 2, 10, 63));
}

TEST(ChipSet, IsASet) {
  ChipSet chips = {3, 3, 5};
  EXPECT_EQ(chips.size(), 2);
  chips.Remove(3);
  chips.Remove(3);
  EXPECT_EQ(chips, ChipSet{5});
  EXPECT_NE(chips, ChipSet{3});
  EXPECT_FALSE(chips.empty());
}

TEST(ChipSet, ContainsItsSubsetsOnly) {
  const ChipSet chips = {1, 2, 63};
  EXPECT_TRUE(chips.ContainsAll({}));
  EXPECT_TRUE(chips.ContainsAll({1, 63}));
  EXPECT_TRUE(chips.ContainsAll(chips));
  EXPECT_FALSE(chips.ContainsAll({1, 3}));
  EXPECT_FALSE((ChipSet{1}.ContainsAll(chips)));
}

TEST(ChipSet, IsItsBits) {
  EXPECT_EQ((ChipSet{0, 4}.bits()), 0x11u);
  EXPECT_LT(ChipSet{1}, ChipSet{2});
}

}  // namespace
}  // namespace neuron
