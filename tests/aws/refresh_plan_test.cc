#include "agent/aws/refresh_plan.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

constexpr double kAlmostOne = 0.999999;

void ExpectWithin(absl::Duration first, absl::Duration got, absl::Duration last) {
  EXPECT_LE(first, got);
  EXPECT_LT(got, last);
}

TEST(UntilRefresh, IsFrom15To10MinutesBeforeTheEnd) {
  const absl::Duration life = absl::Hours(6);
  EXPECT_EQ(UntilRefresh(life, 0), life - absl::Minutes(15));
  ExpectWithin(life - absl::Minutes(11), UntilRefresh(life, kAlmostOne), life - absl::Minutes(10));
}

TEST(UntilRefresh, IsWithinADayHoweverLongTheyLast) {
  for (const absl::Duration life : {absl::Hours(24 * 365), absl::InfiniteDuration()}) {
    for (const double random01 : {0.0, kAlmostOne}) {
      ExpectWithin(absl::Hours(23), UntilRefresh(life, random01), absl::Hours(24));
    }
  }
}

TEST(UntilRefresh, IsIn2To5MinutesIfTheSourceHasNotRenewedThemYet) {
  for (const absl::Duration life : {absl::Minutes(15), absl::Seconds(1)}) {
    EXPECT_EQ(UntilRefresh(life, 0), absl::Minutes(2));
    ExpectWithin(absl::Minutes(4), UntilRefresh(life, kAlmostOne), absl::Minutes(5));
  }
  EXPECT_EQ(UntilRefresh(absl::Minutes(15) + absl::Seconds(1), 0), absl::Minutes(2));
}

TEST(UntilRefresh, IsIn17To25MinutesIfTheSourceCannotRenewThem) {
  for (const absl::Duration life :
       {absl::ZeroDuration(), -absl::Hours(9), -absl::InfiniteDuration()}) {
    EXPECT_EQ(UntilRefresh(life, 0), absl::Minutes(17));
    ExpectWithin(absl::Minutes(24), UntilRefresh(life, kAlmostOne), absl::Minutes(25));
  }
}

TEST(UntilRetry, IsAMinuteOrMoreAndAtMost6) {
  for (const int failures : {1, 2, 3, 10, 1000}) {
    EXPECT_EQ(UntilRetry(failures, 0), absl::Minutes(1));
    EXPECT_LT(UntilRetry(failures, kAlmostOne), absl::Minutes(6));
  }
  EXPECT_LT(UntilRetry(1, kAlmostOne), absl::Minutes(2));
  EXPECT_GT(UntilRetry(1000, kAlmostOne), absl::Minutes(5));
}

}  // namespace
}  // namespace neuron
