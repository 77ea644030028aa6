#include "agent/sink/token_bucket.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr absl::Duration kStart = absl::Hours(5);

TEST(TokenBucket, IsFullAtTheStart) {
  TokenBucket bucket(3, absl::Seconds(2));
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(bucket.Wait(kStart), absl::ZeroDuration());
    bucket.Take(kStart);
  }
  EXPECT_EQ(bucket.Wait(kStart), absl::Seconds(2));
}

TEST(TokenBucket, IsRefilledByOneEachInterval) {
  TokenBucket bucket(1, absl::Seconds(2));
  bucket.Take(kStart);
  EXPECT_EQ(bucket.Wait(kStart + absl::Milliseconds(500)), absl::Milliseconds(1500));
  EXPECT_EQ(bucket.Wait(kStart + absl::Seconds(2)), absl::ZeroDuration());
}

TEST(TokenBucket, HoldsNoMoreThanTheBurst) {
  TokenBucket bucket(2, absl::Seconds(1));
  const absl::Duration later = kStart + absl::Hours(1);
  bucket.Take(later);
  bucket.Take(later);
  EXPECT_EQ(bucket.Wait(later), absl::Seconds(1));
}

TEST(TokenBucket, HasTheTokenForWhoeverWaitedAsLongAsToldHoweverOdd) {
  TokenBucket bucket(20, absl::Seconds(2));
  absl::Duration now = kStart;
  for (int i = 0; i < 1000; ++i) {
    now += bucket.Wait(now);
    ASSERT_EQ(bucket.Wait(now), absl::ZeroDuration()) << i;
    bucket.Take(now);
    now += absl::Nanoseconds(333333333);
  }
  // 20 at once and one each two seconds.
  EXPECT_GE(now - kStart, absl::Seconds(2 * 979));
}

}  // namespace
}  // namespace neuron
