#include "agent/aws/backoff.h"

#include <gtest/gtest.h>

#include <limits>

namespace neuron {
namespace {

TEST(Backoff, DoublesFromTheBase) {
  EXPECT_EQ(Backoff(0, absl::Seconds(1), absl::Seconds(20), 0.5), absl::Milliseconds(500));
  EXPECT_EQ(Backoff(1, absl::Seconds(1), absl::Seconds(20), 0.5), absl::Seconds(1));
  EXPECT_EQ(Backoff(4, absl::Seconds(1), absl::Seconds(20), 0.5), absl::Seconds(8));
}

TEST(Backoff, StopsAtTheCap) {
  EXPECT_EQ(Backoff(5, absl::Seconds(1), absl::Seconds(20), 0.5), absl::Seconds(10));
  EXPECT_EQ(Backoff(std::numeric_limits<int>::max(), absl::Seconds(1), absl::Seconds(20), 0.5),
            absl::Seconds(10));
  EXPECT_EQ(Backoff(0, absl::Minutes(1), absl::Seconds(20), 0.5), absl::Seconds(10));
}

TEST(Backoff, MayBeNothing) {
  EXPECT_EQ(Backoff(7, absl::Seconds(1), absl::Seconds(20), 0.0), absl::ZeroDuration());
  EXPECT_EQ(Backoff(std::numeric_limits<int>::max(), absl::ZeroDuration(), absl::Seconds(20), 0.9),
            absl::ZeroDuration());
}

}  // namespace
}  // namespace neuron
