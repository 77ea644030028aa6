#include "tests/bench/fleet_sim/spread.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Spread, OfNothingIsNothing) {
  EXPECT_EQ(Spread().Percentile(50), absl::nullopt);
  EXPECT_EQ(Spread().Mean(), absl::nullopt);
}

TEST(Spread, RanksWhatWasAddedInAnyOrder) {
  Spread spread;
  for (const int seconds : {5, 1, 4, 2, 3}) {
    spread.Add(absl::Seconds(seconds));
  }
  EXPECT_EQ(spread.size(), 5u);
  EXPECT_EQ(spread.Percentile(50), 3);
  EXPECT_EQ(spread.Percentile(60), 3);
  EXPECT_EQ(spread.Percentile(61), 4);
  EXPECT_EQ(spread.Percentile(100), 5);
  EXPECT_EQ(spread.Mean(), 3);
}

}  // namespace
}  // namespace neuron
