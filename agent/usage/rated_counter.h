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

// A counter's total, and how fast it grew between the last two readings.
class RatedCounter {
 public:
  RatedCounter() : counter_(RebasedCounter::Kind::kPlain) {}

  void Take(const Reading<std::uint64_t>& value, const CounterMoment& moment);

  // As of the last reading; absent before the first.
  const Reading<std::uint64_t>& total() const { return total_; }
  // A second, never negative. Unknown after the first reading, across a rebase or a doubt, where
  // one of the two readings is unknown, or with no time between them; absent with the counter.
  const Reading<double>& per_second() const { return per_second_; }

  const RebasedCounter& counter() const { return counter_; }

 private:
  RebasedCounter counter_;
  Reading<std::uint64_t> total_;
  Reading<double> per_second_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_RATED_COUNTER_H_
