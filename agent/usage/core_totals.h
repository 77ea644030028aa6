#ifndef AGENT_USAGE_CORE_TOTALS_H_
#define AGENT_USAGE_CORE_TOTALS_H_

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/enum_array.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/usage/chip_usage.h"
#include "agent/usage/group_times.h"
#include "agent/usage/rated_counter.h"
#include "agent/usage/rebased_counter.h"

namespace neuron {

// The counters of one core as totals that never fall, and how fast some of those grow.
//
// What belongs to a group that was not read anew stays as it was, and is not looked at: in most
// passes that is by far the most. What is told in each pass stands together, apart from what only
// a new reading needs.
class CoreTotals {
 public:
  using Tallies = EnumArray<CoreTally, Reading<std::uint64_t>, kCoreTallies>;

  // `times` is about these counters.
  void Take(const Tallies& counters, const GroupTimes& times, const CounterEpoch& epoch,
            absl::Time now);

  // As of the last reading of each; absent before the first.
  const Tallies& totals() const { return totals_; }
  // As in CoreUsage.
  const CoreRates& per_second() const { return per_second_; }
  // Of the time in use, in ticks: as the others.
  const Reading<double>& time_in_use_per_second() const { return time_in_use_per_second_; }
  // Those that began anew, in their order.
  const std::vector<Rebase>& rebases() const { return rebases_; }
  // How often this one did.
  std::uint64_t RebasesOf(CoreTally tally) const { return counters_[tally].rebases(); }

 private:
  void TakeOne(CoreTally tally, const Reading<std::uint64_t>& value, const CounterMoment& moment);
  // Null for a counter whose rate nobody asks for.
  Reading<double>* RateOf(CoreTally tally);
  void ListRebases();

  Tallies totals_;
  CoreRates per_second_;
  Reading<double> time_in_use_per_second_;
  std::vector<Rebase> rebases_;
  EnumArray<CoreTally, RebasedCounter, kCoreTallies> counters_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_CORE_TOTALS_H_
