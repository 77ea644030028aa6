#include "tests/soak/moving_number.h"

#include <set>

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(NextCount, GrowsFallsWrapsAndIsTorn) {
  constexpr std::uint64_t k32Bits = std::uint64_t{1} << 32;
  constexpr std::uint64_t kBefore = k32Bits + 100;
  Lot lot(1);
  int grown = 0;
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t next = NextCount(kBefore, &lot);
    grown += next >= kBefore && next < kBefore + 1000 ? 1 : 0;
    seen.insert(next);
  }
  EXPECT_GT(grown, 800);
  EXPECT_EQ(*seen.begin(), 0U) << "cleared";
  EXPECT_EQ(seen.count(kBefore - k32Bits), 1U) << "torn";
  EXPECT_NE(seen.lower_bound(k32Bits - 1000), seen.lower_bound(k32Bits)) << "about to wrap";
}

TEST(WithMovedNumber, MovesOneNumberOfAText) {
  Lot lot(1);
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string moved = WithMovedNumber("a,7,b", &lot);
    EXPECT_EQ(moved.substr(0, 2), "a,");
    EXPECT_EQ(moved.substr(moved.size() - 2), ",b");
    seen.insert(moved);
  }
  EXPECT_GT(seen.size(), 10U);
}

TEST(WithMovedNumber, LeavesATextWithoutNumbersAsItIs) {
  Lot lot(1);
  EXPECT_EQ(WithMovedNumber("busy\n", &lot), "busy\n");
  EXPECT_EQ(WithMovedNumber("", &lot), "");
}

TEST(Lot, IsTheSameForTheSameSeed) {
  Lot one(5);
  Lot other(5);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(one.Below(1000), other.Below(1000));
  }
}

}  // namespace
}  // namespace neuron
