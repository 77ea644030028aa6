#include "agent/usage/tensor_rate.h"

#include <gtest/gtest.h>

#include <initializer_list>

namespace neuron {
namespace {

using Group = TensorActivity::RowGroup;
constexpr std::uint64_t kTwo32 = std::uint64_t{1} << 32;

TensorActivity Of(std::initializer_list<Group> groups) {
  TensorActivity activity;
  for (const Group& group : groups) {
    activity.groups[activity.count++] = group;
  }
  return activity;
}

Reading<TensorRate> Second(const TensorActivity& before, const TensorActivity& now) {
  return RateBetween(before, now, absl::Seconds(1));
}

constexpr Group kBefore = {1000, 1000, 1000};
// 1.4e9 cycles later, a quarter of which multiplied, or half.
constexpr Group kQuarter = {1000 + 350000000, 1000 + 350000000, 1000 + 700000000};
constexpr Group kHalf = {1000 + 700000000, 1000 + 350000000, 1000 + 350000000};

TEST(RateBetween, IsTheShareOfCyclesThatMultiplied) {
  EXPECT_DOUBLE_EQ(Second(Of({kBefore}), Of({kQuarter})).value().ratio, 0.25);
}

TEST(RateBetween, IsTheMeanOfTheRowGroups) {
  const auto rate = Second(Of({kBefore, kBefore}), Of({kQuarter, kHalf}));
  EXPECT_DOUBLE_EQ(rate.value().ratio, 0.375);
}

TEST(RateBetween, KnowsForHowLongTheEngineWorkedAtLeast) {
  // 7e8 cycles of at most 2.8e9 a second.
  EXPECT_EQ(Second(Of({kBefore}), Of({kHalf})).value().active, absl::Milliseconds(250));
}

TEST(RateBetween, DropsARowGroupThatFell) {
  const Group torn = {kTwo32 + 1000, 1000, 1000};
  const auto rate = Second(Of({torn, kBefore}), Of({kQuarter, kHalf}));
  EXPECT_DOUBLE_EQ(rate.value().ratio, 0.5);
}

TEST(RateBetween, DropsARowGroupThatWasFasterThanItsClock) {
  // The value before was 2^32 too low.
  const Group after = {1000 + 350000000, 1000 + 350000000, kTwo32 + 700000000};
  const auto rate = Second(Of({kBefore, kBefore}), Of({after, kHalf}));
  EXPECT_DOUBLE_EQ(rate.value().ratio, 0.5);
}

TEST(RateBetween, AllowsForTheTimeThatPassed) {
  const Group later = {1000 + kTwo32, 1000, 1000};
  EXPECT_TRUE(RateBetween(Of({kBefore}), Of({later}), absl::Seconds(1.5)).is_unknown());
  EXPECT_TRUE(RateBetween(Of({kBefore}), Of({later}), absl::Seconds(1.6)).has_value());
}

TEST(RateBetween, DropsARowGroupThatStoodStill) {
  const auto rate = Second(Of({kBefore, kBefore}), Of({kBefore, kHalf}));
  EXPECT_DOUBLE_EQ(rate.value().ratio, 0.5);
}

TEST(RateBetween, DropsARowGroupThatIsInOneReadingOnly) {
  const auto rate = Second(Of({kBefore}), Of({kQuarter, kHalf}));
  EXPECT_DOUBLE_EQ(rate.value().ratio, 0.25);
}

TEST(RateBetween, IsUnknownIfNoRowGroupCounts) {
  EXPECT_TRUE(Second(Of({kBefore}), Of({Group()})).is_unknown());
  EXPECT_TRUE(Second(Of({}), Of({})).is_unknown());
  EXPECT_TRUE(RateBetween(Of({kBefore}), Of({kHalf}), absl::ZeroDuration()).is_unknown());
}

}  // namespace
}  // namespace neuron
