#include "agent/usage/group_times.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

constexpr CounterGroup kFast = CounterGroup::kFast;
constexpr CounterGroup kTensor = CounterGroup::kTensor;
const absl::Time kStart = absl::FromUnixSeconds(1795000000);

// Looks at a chip; the groups are read when the test says.
class Looks {
 public:
  Looks() {
    for (absl::Time& time : read_at) {
      time = absl::InfinitePast();
    }
  }
  void At(int second) { times.Note(read_at, absl::Seconds(second)); }

  EnumArray<CounterGroup, absl::Time, kCounterGroups> read_at;
  GroupTimes times;
};

TEST(GroupTimes, FindsNothingNewInWhatWasNeverRead) {
  Looks looks;
  looks.At(1);
  EXPECT_FALSE(looks.times.fresh(kFast));
  EXPECT_FALSE(looks.times.elapsed(kFast).has_value());
}

TEST(GroupTimes, HasNothingToCompareTheFirstReadingWith) {
  Looks looks;
  looks.read_at[kFast] = kStart;
  looks.At(1);
  EXPECT_TRUE(looks.times.fresh(kFast));
  EXPECT_FALSE(looks.times.elapsed(kFast).has_value());
}

TEST(GroupTimes, MeasuresByTheClockThatNeverGoesBack) {
  Looks looks;
  looks.read_at[kFast] = kStart;
  looks.At(1);
  looks.read_at[kFast] = kStart - absl::Hours(5);
  looks.At(4);
  EXPECT_TRUE(looks.times.fresh(kFast));
  EXPECT_EQ(looks.times.elapsed(kFast), absl::Seconds(3));
}

TEST(GroupTimes, KnowsEachGroupsOwnPace) {
  Looks looks;
  looks.read_at[kFast] = kStart;
  looks.read_at[kTensor] = kStart;
  looks.At(1);
  looks.read_at[kFast] = kStart + absl::Seconds(1);
  looks.At(2);
  EXPECT_TRUE(looks.times.fresh(kFast));
  EXPECT_FALSE(looks.times.fresh(kTensor));
  looks.read_at[kTensor] = kStart + absl::Seconds(2);
  looks.At(3);
  EXPECT_FALSE(looks.times.fresh(kFast));
  EXPECT_EQ(looks.times.elapsed(kFast), absl::Seconds(1));
  EXPECT_EQ(looks.times.elapsed(kTensor), absl::Seconds(2));
}

TEST(GroupTimes, FindsNothingNewInWhatIsNoLongerRead) {
  Looks looks;
  looks.read_at[kFast] = kStart;
  looks.At(1);
  looks.read_at[kFast] = absl::InfinitePast();
  looks.At(2);
  EXPECT_FALSE(looks.times.fresh(kFast));
}

TEST(GroupTimes, ComparesNothingAcrossABreak) {
  Looks looks;
  for (int second = 0; second < 2; ++second) {
    looks.read_at[kFast] = kStart + absl::Seconds(second);
    looks.At(second);
  }
  ASSERT_TRUE(looks.times.elapsed(kFast).has_value());
  looks.times.Break();
  looks.read_at[kFast] = kStart + absl::Seconds(2);
  looks.At(2);
  EXPECT_TRUE(looks.times.fresh(kFast));
  EXPECT_FALSE(looks.times.elapsed(kFast).has_value());
}

}  // namespace
}  // namespace neuron
