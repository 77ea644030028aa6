#include "agent/sink/retry_pace.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(RetryPace, IsFastForWhatPassesByItself) {
  EXPECT_EQ(PaceOf(EcsErrorKind::kRetry).base, absl::Milliseconds(500));
  EXPECT_EQ(PaceOf(EcsErrorKind::kLimitExceeded).base, absl::Milliseconds(500));
}

TEST(RetryPace, IsSlowerForAnExhaustedRequestRateAndAnUnknownInstance) {
  for (EcsErrorKind kind : {EcsErrorKind::kThrottled, EcsErrorKind::kNotFound}) {
    EXPECT_EQ(PaceOf(kind).base, absl::Seconds(2));
  }
  EXPECT_EQ(PaceOf(EcsErrorKind::kNotFound).cap, absl::Minutes(1));
}

// With full jitter, a host waits for half of the longest wait in the mean.
TEST(RetryPace, LeavesRoomInTheAccountWhereTenThousandHostsFailTogether) {
  constexpr double kHosts = 10000;
  constexpr double kAccountPerSecond = 40;
  for (EcsErrorKind kind : {EcsErrorKind::kRetry, EcsErrorKind::kThrottled}) {
    const absl::Duration cap = PaceOf(kind).cap;
    EXPECT_LT(kHosts / absl::ToDoubleSeconds(cap / 2), 0.9 * kAccountPerSecond);
    EXPECT_LE(cap, absl::Minutes(15)) << "until the last of them is back";
  }
}

TEST(RetryPace, IsSlowerYetForCredentialsAndClocks) {
  for (EcsErrorKind kind : {EcsErrorKind::kRefetchCredentials, EcsErrorKind::kClockSkew}) {
    EXPECT_EQ(PaceOf(kind).base, absl::Seconds(10));
    EXPECT_EQ(PaceOf(kind).cap, absl::Minutes(5));
  }
}

TEST(RetryPace, IsSlowForWhatAPersonMustMend) {
  for (EcsErrorKind kind : {EcsErrorKind::kAccessDenied, EcsErrorKind::kPermanent}) {
    EXPECT_EQ(PaceOf(kind).base, absl::Minutes(1));
    EXPECT_EQ(PaceOf(kind).cap, absl::Minutes(10));
  }
}

}  // namespace
}  // namespace neuron
