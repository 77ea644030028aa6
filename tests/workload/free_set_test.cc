#include "agent/workload/free_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_format.h"

namespace neuron {
namespace {

using testing::MatchesRegex;
using testing::Not;

TEST(FormatFreeSet, PutsEachIndexInTwoDigitsBetweenUnderscores) {
  EXPECT_EQ(FormatFreeSet({8, 0, 1, 2, 3}), "_00_01_02_03_08_");
  EXPECT_EQ(FormatFreeSet({63}), "_63_");
}

TEST(FormatFreeSet, SaysNoneForNone) { EXPECT_EQ(FormatFreeSet({}), "_none_"); }

TEST(FormatFreeSet, MatchesWhatAPlacementConstraintSays) {
  const std::string value = FormatFreeSet({4, 5, 6, 7, 10});
  EXPECT_THAT(value, MatchesRegex(".*_04_05_06_07_.*"));
  EXPECT_THAT(value, MatchesRegex(".*_10_.*"));
  EXPECT_THAT(value, Not(MatchesRegex(".*_04_06_.*")));
  EXPECT_THAT(value, Not(MatchesRegex(".*_08_.*")));
  EXPECT_THAT(value, Not(MatchesRegex(".*_01_.*")));
}

TEST(FormatFreeSet, NamesTheLowest42ChipsAndNeverPassesTheLimitOfAnAttribute) {
  ChipSet free;
  for (int chip = 0; chip < kMaxChips; ++chip) {
    free.Add(chip);
    const std::string value = FormatFreeSet(free);
    EXPECT_LE(value.size(), 128u);
    const bool named = value.find(absl::StrFormat("_%02d_", chip)) != std::string::npos;
    EXPECT_EQ(named, chip < 42) << chip;
  }
}

TEST(FormatFreeSet, NamesEveryFreeChipOf65536SetsAndNoOther) {
  for (std::uint64_t bits = 0; bits < 65536; ++bits) {
    std::string expected = "_";
    for (int chip = 0; chip < 16; ++chip) {
      if ((bits >> chip & 1) != 0) {
        expected += chip < 10 ? "0" : "1";
        expected += static_cast<char>('0' + chip % 10);
        expected += '_';
      }
    }
    ASSERT_EQ(FormatFreeSet(ChipSet(bits)), bits == 0 ? "_none_" : expected);
  }
}

TEST(FormatFits, NamesEachSizeOnceAscending) {
  const std::vector<ChipSet> groups = {
      {0}, {1}, {0, 1, 2, 3}, {4, 5, 6, 7}, {0, 1, 2, 3, 4, 5, 6, 7}};
  EXPECT_EQ(FormatFits(groups, {0, 1, 2, 3, 4, 5, 6, 7}), "_01_04_08_");
  EXPECT_EQ(FormatFits({{0, 1, 2, 3}, {0}}, {0, 1, 2, 3, 9}), "_01_04_");
}

TEST(FormatFits, NamesOnlySizesOfWhichAGroupIsFreeInWhole) {
  const std::vector<ChipSet> groups = {{0}, {1}, {2}, {0, 1}, {1, 2}};
  EXPECT_EQ(FormatFits(groups, {0, 2}), "_01_");
  EXPECT_EQ(FormatFits(groups, {1, 2}), "_01_02_");
  EXPECT_EQ(FormatFits(groups, {3, 4}), "_none_");
  EXPECT_EQ(FormatFits(groups, {}), "_none_");
  EXPECT_EQ(FormatFits({}, {0, 1}), "_none_");
}

}  // namespace
}  // namespace neuron
