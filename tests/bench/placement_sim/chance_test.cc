#include "tests/bench/placement_sim/chance.h"

#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr int kDraws = 20000;

TEST(Chance, DrawsTheSameForTheSameSeed) {
  Chance a(7);
  Chance b(7);
  Chance other(8);
  const double first = a.Share();
  EXPECT_EQ(first, b.Share());
  EXPECT_NE(first, other.Share());
}

TEST(Chance, SharesAreFromZeroToBelowOne) {
  Chance chance(1);
  double sum = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double share = chance.Share();
    ASSERT_GE(share, 0);
    ASSERT_LT(share, 1);
    sum += share;
  }
  EXPECT_NEAR(sum / kDraws, 0.5, 0.02);
}

TEST(Chance, PicksEachOfThem) {
  Chance chance(1);
  std::vector<int> picked(3);
  for (int i = 0; i < kDraws; ++i) {
    ++picked[chance.Pick(picked.size())];
  }
  for (const int times : picked) {
    EXPECT_NEAR(times, kDraws / 3, kDraws / 30);
  }
}

TEST(Chance, StaysBetween) {
  Chance chance(1);
  for (int i = 0; i < kDraws; ++i) {
    const absl::Duration drawn = chance.Between(absl::Seconds(1), absl::Seconds(2));
    ASSERT_GE(drawn, absl::Seconds(1));
    ASSERT_LE(drawn, absl::Seconds(2));
  }
}

TEST(Chance, ExponentialHasItsMean) {
  Chance chance(1);
  absl::Duration sum;
  for (int i = 0; i < kDraws; ++i) {
    sum += chance.Exponential(absl::Seconds(10));
  }
  EXPECT_NEAR(absl::ToDoubleSeconds(sum) / kDraws, 10, 0.5);
}

TEST(Chance, HalfIsLongerThanTheMedianAndAThirdIsAFactorAway) {
  Chance chance(1);
  int longer = 0;
  int far = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double seconds = absl::ToDoubleSeconds(
        chance.Around(absl::Seconds(10), 1, {absl::ZeroDuration(), absl::Hours(1000)}));
    longer += seconds > 10;
    far += seconds > 27.18 || seconds < 3.679;
  }
  EXPECT_NEAR(longer, kDraws / 2, kDraws / 50);
  EXPECT_NEAR(far, kDraws * 0.317, kDraws / 50);
}

TEST(Chance, AroundKeepsToItsBounds) {
  Chance chance(1);
  for (int i = 0; i < kDraws; ++i) {
    const absl::Duration drawn =
        chance.Around(absl::Seconds(10), 2, {absl::Seconds(5), absl::Seconds(20)});
    ASSERT_GE(drawn, absl::Seconds(5));
    ASSERT_LE(drawn, absl::Seconds(20));
  }
}

}  // namespace
}  // namespace neuron
