#include "agent/base/enum_array.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace neuron {
namespace {

using testing::ElementsAre;

enum class Colour { kRed, kGreen, kBlue };
using Amounts = EnumArray<Colour, int, 3>;

std::vector<int> All(const Amounts& amounts) { return {amounts.begin(), amounts.end()}; }

TEST(EnumArray, HasOneForEachValue) {
  Amounts amounts;
  EXPECT_EQ(Amounts::size(), 3U);
  EXPECT_THAT(All(amounts), ElementsAre(0, 0, 0));
  amounts[Colour::kBlue] = 7;
  const Amounts& constant = amounts;
  EXPECT_EQ(constant[Colour::kBlue], 7);
  EXPECT_THAT(All(constant), ElementsAre(0, 0, 7));
}

TEST(EnumArray, IsMadeOfTheSameForEach) { EXPECT_THAT(All(Amounts(4)), ElementsAre(4, 4, 4)); }

TEST(EnumArray, TellsTheValueAtAPlace) {
  EXPECT_EQ(Amounts::At(0), Colour::kRed);
  EXPECT_EQ(Amounts::At(2), Colour::kBlue);
}

TEST(EnumArray, IsEqualIfEachIs) {
  Amounts other(4);
  EXPECT_TRUE(other == Amounts(4));
  other[Colour::kGreen] = 5;
  EXPECT_TRUE(other != Amounts(4));
}

}  // namespace
}  // namespace neuron
