#ifndef AGENT_USAGE_CORE_METER_H_
#define AGENT_USAGE_CORE_METER_H_

#include <cstdint>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/usage/chip_usage.h"
#include "agent/usage/core_totals.h"
#include "agent/usage/group_times.h"
#include "agent/usage/rebased_counter.h"
#include "agent/usage/time_in_use.h"
#include "agent/usage/time_unit.h"
#include "agent/usage/utilization.h"

namespace neuron {

// Follows one physical core from reading to reading. For each: Count(), then TellUnit(), then
// Judge(). What belongs to a group that was not read anew stays as it was.
class CoreMeter {
 public:
  // Puts the totals in place of the counters.
  void Count(const GroupTimes& times, const CounterEpoch& epoch, absl::Time now,
             CoreCounters* counters);

  // Tells `trial` how the time in use grew, alone and beside the tensor engine. Only where that is
  // live: else it grows by whole lives of processes.
  void TellUnit(const GroupTimes& times, int core, TimeUnitTrial* trial) const;

  // `unit` is unknown with the reason why time in use says nothing.
  void Judge(const GroupTimes& times, const Reading<TimeUnit>& unit);

  // `datastore` and `runtime` are what the datastores, and libnrt, say of this core now.
  CoreUsage Usage(int core, const Reading<Utilization>& datastore,
                  const Reading<Utilization>& runtime) const;

 private:
  // What was seen when the tensor engine was last read.
  struct TensorMark {
    Reading<TensorActivity> activity;
    // How often the chip was to be reset, which may clear it.
    std::uint64_t resets = 0;
    // Of the time in use, by the same look; and how often that had begun anew.
    Reading<std::uint64_t> time_in_use;
    std::uint64_t rebases = 0;
  };
  // Between the last two readings of the tensor engine: for how long it worked at least, and by how
  // much the time in use grew.
  struct Proof {
    absl::Duration active;
    double ticks = 0;
  };

  void CountTensor(const GroupTimes& times, std::uint64_t resets,
                   const Reading<TensorActivity>& activity);

  CoreTotals totals_;
  TensorMark tensor_;
  Reading<Utilization> by_tensor_;
  // By this reading; none if either is unknown.
  absl::optional<Proof> proof_;
  TimeInUse time_in_use_;
  Reading<Utilization> by_time_in_use_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_CORE_METER_H_
