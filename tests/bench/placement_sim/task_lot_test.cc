#include "tests/bench/placement_sim/task_lot.h"

#include <algorithm>
#include <map>

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr int kDraws = 20000;

TEST(TaskLot, IsTheSameForTheSameSeed) {
  TaskLot a(3);
  TaskLot b(3);
  for (int i = 0; i < 100; ++i) {
    const WantedTask left = a.Draw();
    const WantedTask right = b.Draw();
    ASSERT_EQ(left.chips, right.chips);
    ASSERT_EQ(left.pull, right.pull);
    ASSERT_EQ(left.length, right.length);
  }
}

TEST(TaskLot, HasTasksOfEachSize) {
  TaskLot lot(1);
  std::map<int, int> sizes;
  for (int i = 0; i < kDraws; ++i) {
    ++sizes[lot.Draw().chips];
  }
  EXPECT_EQ(sizes.size(), 4u);
  for (const int size : {1, 4, 8, 16}) {
    EXPECT_GT(sizes[size], kDraws / 20) << size;
  }
}

TEST(TaskLot, PullsTakeSecondsOrMinutes) {
  TaskLot lot(1);
  int quick = 0;
  absl::Duration longest;
  for (int i = 0; i < kDraws; ++i) {
    const absl::Duration pull = lot.Draw().pull;
    quick += pull < absl::Seconds(5);
    longest = std::max(longest, pull);
  }
  EXPECT_NEAR(quick, kDraws * 0.6, kDraws / 50);
  EXPECT_GT(longest, absl::Minutes(3));
  EXPECT_LE(longest, absl::Minutes(10));
}

TEST(TaskLot, SubmitsAFifthMoreThanTheHostsCanRun) {
  constexpr int kHosts = 50;
  TaskLot lot(1);
  double chip_seconds = 0;
  absl::Duration passed;
  for (int i = 0; i < kDraws; ++i) {
    const WantedTask task = lot.Draw();
    chip_seconds +=
        task.chips * absl::ToDoubleSeconds(task.pull + task.start + task.open + task.length);
    passed += lot.DrawPause(kHosts);
  }
  EXPECT_NEAR(chip_seconds / (16 * kHosts * absl::ToDoubleSeconds(passed)), 1.2, 0.06);
}

}  // namespace
}  // namespace neuron
