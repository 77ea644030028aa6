#include "tests/bench/arrival.h"

#include <thread>

#include "gtest/gtest.h"

namespace neuron {
namespace {

TEST(Arrival, IsWhenItFirstCame) {
  Arrival arrival;
  arrival.Expect();
  const absl::Duration before = MonotonicNow();
  arrival.Come();
  const absl::Duration after = MonotonicNow();
  arrival.Come();
  const absl::optional<absl::Duration> came = arrival.Await(absl::ZeroDuration());
  ASSERT_TRUE(came.has_value());
  EXPECT_GE(*came, before);
  EXPECT_LE(*came, after);
}

TEST(Arrival, IsWaitedFor) {
  Arrival arrival;
  arrival.Expect();
  std::thread other([&] { arrival.Come(); });
  EXPECT_TRUE(arrival.Await(absl::Minutes(1)).has_value());
  other.join();
}

TEST(Arrival, IsNoneOfWhatCameBeforeItWasExpected) {
  Arrival arrival;
  arrival.Come();
  arrival.Expect();
  EXPECT_FALSE(arrival.Await(absl::ZeroDuration()).has_value());
}

}  // namespace
}  // namespace neuron
