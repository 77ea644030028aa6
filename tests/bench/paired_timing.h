#ifndef TESTS_BENCH_PAIRED_TIMING_H_
#define TESTS_BENCH_PAIRED_TIMING_H_

#include <functional>

#include "absl/time/time.h"

namespace neuron {

// How much of the processor two things took, side by side: what others take meanwhile does not
// count.
struct PairedTiming {
  // Medians.
  absl::Duration ours;
  absl::Duration floor;
  // The median of the pairs' own ratios, so that what slows the machine for a while slows both
  // sides of a pair and not the ratio.
  double ratio;
};

// Times both as often as `pairs` says, in turns, each going first in every other pair; once more
// before that, unmeasured. Calls `before_each` before each run that is timed. REQUIRES: pairs > 0;
// both do what they do on the caller's thread.
PairedTiming TimePairs(
    int pairs, const std::function<void()>& ours, const std::function<void()>& floor,
    const std::function<void()>& before_each = [] {});

}  // namespace neuron

#endif  // TESTS_BENCH_PAIRED_TIMING_H_
