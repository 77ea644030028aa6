#ifndef AGENT_USAGE_CHIP_METER_H_
#define AGENT_USAGE_CHIP_METER_H_

#include <map>

#include "agent/base/enum_array.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/usage/chip_usage.h"
#include "agent/usage/core_meter.h"
#include "agent/usage/datastore_meter.h"
#include "agent/usage/error_count.h"
#include "agent/usage/group_times.h"
#include "agent/usage/rebased_counter.h"
#include "agent/usage/runtime_load.h"
#include "agent/usage/time_unit.h"
#include "agent/usage/usage_signs.h"

namespace neuron {

// Follows one chip from reading to reading, as UsageLedger promises.
class ChipMeter {
 public:
  ChipUsage Take(const UsageSigns& signs, ChipCounters* counters);

 private:
  void Begin(const UsageSigns& signs, const ChipCounters& counters);
  void CountErrors(const UsageSigns& signs, ChipCounters* counters, ChipUsage* usage);
  void CountCores(const UsageSigns& signs, ChipCounters* counters);
  void JudgeCores(const UsageSigns& signs, const ChipCounters& counters, ChipUsage* usage);
  // What time in use counts in; unknown with the reason why it says nothing.
  Reading<TimeUnit> UnitUnder(const Reading<DriverVersion>& generation) const;

  CounterEpoch epoch_;
  GroupTimes times_;
  std::map<int, CoreMeter> cores_;
  EnumArray<EccTally, ErrorCount, kEccTallies> errors_;
  // hw_error_event.
  RebasedCounter firmware_events_{RebasedCounter::Kind::kWraps32};
  Reading<std::uint64_t> firmware_total_;
  TimeUnitTrial trial_;
  RuntimeLoad runtime_;
  // As of the last look; absent before any.
  Reading<BusyThreads> threads_;
  DatastoreMeter datastore_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_CHIP_METER_H_
