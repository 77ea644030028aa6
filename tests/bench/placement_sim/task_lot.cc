#include "tests/bench/placement_sim/task_lot.h"

namespace neuron {
namespace {

// What a task takes on average: 4.29 chips (by DrawSize) for 1,526 seconds (by Draw).
constexpr double kChipSecondsOfATask = 4.29 * 1526;
constexpr double kLoad = 1.2;
constexpr int kChipsOfAHost = 16;

constexpr double kImageIsThere = 0.6;

}  // namespace

WantedTask TaskLot::Draw() {
  WantedTask task;
  task.chips = DrawSize();
  task.pull = DrawPull();
  task.start = chance_.Between(absl::Milliseconds(500), absl::Seconds(2));
  task.open = chance_.Around(absl::Seconds(10), 0.7, {absl::Seconds(1), absl::Minutes(2)});
  task.length = chance_.Around(absl::Minutes(15), 1.0, {absl::Minutes(1), absl::Hours(6)});
  return task;
}

absl::Duration TaskLot::DrawPause(int hosts) {
  return chance_.Exponential(absl::Seconds(kChipSecondsOfATask / (kChipsOfAHost * hosts * kLoad)));
}

int TaskLot::DrawSize() {
  const double share = chance_.Share();
  return share < 0.45 ? 1 : share < 0.75 ? 4 : share < 0.92 ? 8 : 16;
}

absl::Duration TaskLot::DrawPull() {
  if (chance_.Share() < kImageIsThere) {
    return chance_.Between(absl::Seconds(1), absl::Seconds(5));
  }
  return chance_.Around(absl::Seconds(45), 0.8, {absl::Seconds(5), absl::Minutes(10)});
}

}  // namespace neuron
