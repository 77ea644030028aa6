#include "agent/usage/time_in_use.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

const Reading<TimeUnit> kMicroseconds = TimeUnit::kMicroseconds;

Reading<Utilization> Is(double ratio, absl::Duration over) {
  return Utilization{UtilizationSource::kTimeInUse, ratio, over};
}

// One second, in which the core counted so much.
Reading<Utilization> Second(double busy, TimeInUse* time) {
  return time->Take(busy * 1e6, absl::Seconds(1), kMicroseconds);
}

TEST(TimeInUse, IsTheTimeInUseOfTheTimeThatPassed) {
  TimeInUse time;
  EXPECT_EQ(Second(0.25, &time), Is(0.25, absl::Seconds(1)));
  EXPECT_EQ(time.Take(0.75e12, absl::Seconds(100), Reading<TimeUnit>(TimeUnit::kPicoseconds)),
            Is(0.75, absl::Seconds(100)));
  EXPECT_EQ(time.Take(0.75e9, absl::Seconds(2), Reading<TimeUnit>(TimeUnit::kNanoseconds)),
            Is(0.75, absl::Seconds(2)));
}

TEST(TimeInUse, SpreadsALongExecutionOverTheTimeThatItTook) {
  TimeInUse time;
  Second(0.5, &time);
  for (int second = 0; second < 10; ++second) {
    EXPECT_EQ(Second(0, &time), Is(0, absl::Seconds(1)));
  }
  EXPECT_EQ(Second(5, &time), Is(1, absl::Seconds(5)));
  EXPECT_EQ(Second(0.5, &time), Is(0.5, absl::Seconds(1)));
}

TEST(TimeInUse, SpreadsNothingOverTimeThatWasCounted) {
  TimeInUse time;
  Second(0.5, &time);
  Second(0, &time);
  EXPECT_EQ(Second(5, &time), Is(1, absl::Seconds(2)));
}

TEST(TimeInUse, RemembersWhereItStoodStillBeforeTheUnitWasSettled) {
  TimeInUse time;
  const auto unsettled = Reading<TimeUnit>::Unknown(absl::UnavailableError("unsettled"));
  EXPECT_EQ(time.Take(0.0, absl::Seconds(1), unsettled).why(), unsettled.why());
  EXPECT_EQ(Second(2, &time), Is(1, absl::Seconds(2)));
}

TEST(TimeInUse, IsUnknownOrAbsentWithTheRate) {
  TimeInUse time;
  Second(0, &time);
  const auto unknown = Reading<double>::Unknown(absl::DataLossError("garbage"));
  EXPECT_EQ(time.Take(unknown, absl::Seconds(1), kMicroseconds).why(), unknown.why());
  // Whether it stood still meanwhile is not known.
  EXPECT_EQ(Second(2, &time), Is(1, absl::Seconds(1)));
  EXPECT_TRUE(time.Take(Reading<double>::Absent(), absl::Seconds(1), kMicroseconds).is_absent());
}

}  // namespace
}  // namespace neuron
