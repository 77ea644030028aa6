#ifndef AGENT_USAGE_TENSOR_RATE_H_
#define AGENT_USAGE_TENSOR_RATE_H_

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/tensor_activity.h"

namespace neuron {

// How hard a core's tensor engine worked between two readings.
struct TensorRate {
  // The part of its cycles that multiplied, 0 to 1: the mean of its row groups. Whether idle cycles
  // count while the clock is gated is not known (neuron-driver.md §12 Q4): if not, it is too high.
  double ratio = 0;
  // For how long it multiplied at least, whatever its clock was.
  absl::Duration active;
};

// A row group counts if it is in both readings, none of its three counts fell or grew faster than
// the fastest clock (2.8 GHz), as those do that were torn or cleared, and at least one grew.
// Unknown if none counts. A torn value is 2^32 off, and so is told from a true one over a second
// and a half only; over longer times it weighs less. Pure.
Reading<TensorRate> RateBetween(const TensorActivity& before, const TensorActivity& now,
                                absl::Duration elapsed);

}  // namespace neuron

#endif  // AGENT_USAGE_TENSOR_RATE_H_
