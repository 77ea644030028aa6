#ifndef TESTS_BENCH_PLACEMENT_SIM_TASK_LOT_H_
#define TESTS_BENCH_PLACEMENT_SIM_TASK_LOT_H_

#include <cstdint>

#include "absl/time/time.h"
#include "tests/bench/placement_sim/chance.h"

namespace neuron {

// A task that somebody wants to run, and how long each step of its life takes.
struct WantedTask {
  int chips = 0;
  // From when the ECS agent has it until its container is created: the image.
  absl::Duration pull;
  // From there until the container runs.
  absl::Duration start;
  // From there, or from when it has a lease, until it opens its chips: what it loads first.
  absl::Duration open;
  // From there until it ends.
  absl::Duration length;
};

// What customers submit: tasks of 1, 4, 8 and 16 chips, of which the image is there in three of
// five cases and is pulled for up to ten minutes in the others; of a quarter of an hour in the
// median. The same for the same seed.
class TaskLot {
 public:
  explicit TaskLot(std::uint64_t seed) : chance_(seed) {}

  WantedTask Draw();

  // Until the next is submitted: a fifth more than `hosts` hosts of 16 chips can run, so that
  // somebody always waits.
  absl::Duration DrawPause(int hosts);

 private:
  int DrawSize();
  absl::Duration DrawPull();

  Chance chance_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_TASK_LOT_H_
