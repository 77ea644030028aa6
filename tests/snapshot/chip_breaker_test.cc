#include "agent/snapshot/chip_breaker.h"

#include <algorithm>

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr absl::Duration kAt = absl::Seconds(100);

TEST(ChipBreaker, LetsAChipBeReadAtFirst) { EXPECT_TRUE(ChipBreaker().MayRead(kAt).ok()); }

TEST(ChipBreaker, LeavesAChipAloneThatDidNotAnswer) {
  ChipBreaker breaker;
  breaker.Note(true, kAt);
  EXPECT_EQ(breaker.MayRead(kAt),
            absl::UnavailableError("it did not answer in time, and is left alone for 2s"));
  EXPECT_FALSE(breaker.MayRead(kAt + ChipBreaker::kFirst - absl::Nanoseconds(1)).ok());
  EXPECT_TRUE(breaker.MayRead(kAt + ChipBreaker::kFirst).ok());
}

TEST(ChipBreaker, WaitsTwiceAsLongEachTimeUpToTheLongest) {
  ChipBreaker breaker;
  absl::Duration wait = ChipBreaker::kFirst;
  for (int time = 0; time < 10; ++time) {
    breaker.Note(true, kAt);
    EXPECT_FALSE(breaker.MayRead(kAt + wait - absl::Nanoseconds(1)).ok()) << time;
    EXPECT_TRUE(breaker.MayRead(kAt + wait).ok()) << time;
    wait = std::min(wait * 2, ChipBreaker::kLongest);
  }
}

TEST(ChipBreaker, ForgetsOnceTheChipAnswers) {
  ChipBreaker breaker;
  breaker.Note(true, kAt);
  breaker.Note(true, kAt);
  breaker.Note(false, kAt);
  EXPECT_TRUE(breaker.MayRead(kAt).ok());
  breaker.Note(true, kAt);
  EXPECT_TRUE(breaker.MayRead(kAt + ChipBreaker::kFirst).ok());
}

}  // namespace
}  // namespace neuron
