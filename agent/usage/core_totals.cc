#include "agent/usage/core_totals.h"

#include <cstddef>

#include "agent/device/counter_catalog.h"

namespace neuron {

void CoreTotals::Take(const Tallies& counters, const GroupTimes& times, const CounterEpoch& epoch,
                      absl::Time now) {
  for (std::size_t place = 0; place < kCoreTallies; ++place) {
    const CoreTally tally = Tallies::At(place);
    const CounterGroup group = GroupOf(tally);
    if (times.fresh(group)) {
      TakeOne(tally, counters[tally], {epoch, now, times.elapsed(group)});
    }
  }
}

void CoreTotals::TakeOne(CoreTally tally, const Reading<std::uint64_t>& value,
                         const CounterMoment& moment) {
  RebasedCounter& counter = counters_[tally];
  const std::uint64_t rebases = counter.rebases();
  if (Reading<double>* const rate = RateOf(tally)) {
    *rate = TakeRated(value, moment, &counter, &totals_[tally]);
  } else {
    totals_[tally] = counter.Take(value, moment.epoch, moment.now);
  }
  if (counter.rebases() != rebases) {
    ListRebases();
  }
}

Reading<double>* CoreTotals::RateOf(CoreTally tally) {
  switch (tally) {
    case CoreTally::kSuccess:
      return &per_second_[CoreRate::kSucceeded];
    case CoreTally::kFailure:
      return &per_second_[CoreRate::kFailed];
    case CoreTally::kInferences:
      return &per_second_[CoreRate::kInferences];
    case CoreTally::kFlops:
      return &per_second_[CoreRate::kFlops];
    case CoreTally::kTimeInUse:
      return &time_in_use_per_second_;
    default:
      return nullptr;
  }
}

void CoreTotals::ListRebases() {
  rebases_.clear();
  for (std::size_t place = 0; place < kCoreTallies; ++place) {
    const CoreTally tally = Tallies::At(place);
    const RebasedCounter& counter = counters_[tally];
    if (counter.rebases() > 0) {
      rebases_.push_back({/*of_core=*/true, tally, EccTally::kSramUncorrected, counter.rebases(),
                          counter.rebased_at(), counter.reason()});
    }
  }
}

}  // namespace neuron
