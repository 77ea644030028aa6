#ifndef AGENT_USAGE_RATED_COUNTER_H_
#define AGENT_USAGE_RATED_COUNTER_H_

#include <cstdint>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/usage/rebased_counter.h"

namespace neuron {

// What a counter is read under.
struct CounterMoment {
  CounterEpoch epoch;
  absl::Time now;
  // Since the reading before, by a clock that never goes back; none if there is none to compare
  // with.
  absl::optional<absl::Duration> elapsed;
};

// Takes a reading of `counter`, and brings `total` from that of the reading before, absent before
// the first, to that of this one. Returns how fast it grew between them a second, never negative:
// unknown after the first reading, across a rebase or a doubt, where one of the two readings is
// unknown, or with no time between them; absent with the counter.
Reading<double> TakeRated(const Reading<std::uint64_t>& value, const CounterMoment& moment,
                          RebasedCounter* counter, Reading<std::uint64_t>* total);

// A counter's total, and how fast it grew between the last two readings.
class RatedCounter {
 public:
  void Take(const Reading<std::uint64_t>& value, const CounterMoment& moment) {
    per_second_ = TakeRated(value, moment, &counter_, &total_);
  }

  // As of the last reading; absent before the first.
  const Reading<std::uint64_t>& total() const { return total_; }
  // As TakeRated() tells.
  const Reading<double>& per_second() const { return per_second_; }

 private:
  RebasedCounter counter_;
  Reading<std::uint64_t> total_;
  Reading<double> per_second_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_RATED_COUNTER_H_
