#include "agent/base/ranges_text.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(RangesText, JoinsNeighbours) {
  EXPECT_EQ(RangesText({}), "");
  EXPECT_EQ(RangesText({3}), "3");
  EXPECT_EQ(RangesText({0, 1, 2, 3, 7, 9, 10}), "0-3, 7, 9-10");
}

TEST(RangesText, PutsTheSeparatorBetweenRanges) { EXPECT_EQ(RangesText({0, 1, 4}, ","), "0-1,4"); }

}  // namespace
}  // namespace neuron
