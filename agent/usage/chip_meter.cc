#include "agent/usage/chip_meter.h"

#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "agent/device/counter_catalog.h"
#include "agent/device/live_counters.h"

namespace neuron {
namespace {

// What is told in pass after pass is made once, so that telling it allocates nothing.
absl::Status* Unavailable(absl::string_view why) {
  return new absl::Status(absl::UnavailableError(why));
}

Reading<absl::Duration> AgeOf(const PowerUse& power, absl::Time now) {
  static const absl::Status& none_yet =
      *Unavailable("stats/power/utilization: no minute is rolled up yet");
  static const absl::Status& in_future = *Unavailable(
      "stats/power/utilization: its minute ends in the future; was the clock set back?");
  if (power.rolled_up_at == absl::UnixEpoch()) {
    return Reading<absl::Duration>::Unknown(none_yet);
  }
  if (power.rolled_up_at > now) {
    return Reading<absl::Duration>::Unknown(in_future);
  }
  return now - power.rolled_up_at;
}

Reading<absl::Duration> AgeOf(const Reading<PowerUse>& power, absl::Time now) {
  if (!power.has_value()) {
    return power.Map([](const PowerUse&) { return absl::Duration(); });
  }
  return AgeOf(power.value(), now);
}

Reading<Utilization> NoModel() {
  static const absl::Status& why = *Unavailable("the core has no model");
  return Reading<Utilization>::Unknown(why);
}

}  // namespace

ChipUsage ChipMeter::Take(const UsageSigns& signs, ChipCounters* counters) {
  Begin(signs, *counters);
  ChipUsage usage;
  CountErrors(signs, counters, &usage);
  CountCores(signs, counters);
  JudgeCores(signs, *counters, &usage);
  usage.power_age = AgeOf(counters->power, signs.now);
  // Both tell of the same counter.
  usage.time_unit = trial_.unit() == TimeUnit::kUnsettled ? datastore_.unit() : trial_.unit();
  return usage;
}

void ChipMeter::Begin(const UsageSigns& signs, const ChipCounters& counters) {
  if (signs.epoch.driver_load != epoch_.driver_load ||
      signs.epoch.appearance != epoch_.appearance) {
    times_.Break();
    trial_ = TimeUnitTrial();
    runtime_ = RuntimeLoad();
    threads_ = Reading<BusyThreads>::Absent();
    datastore_ = DatastoreMeter();
  }
  epoch_ = signs.epoch;
  times_.Note(counters.read_at, signs.at);
}

void ChipMeter::CountErrors(const UsageSigns& signs, ChipCounters* counters, ChipUsage* usage) {
  for (std::size_t place = 0; place < kEccTallies; ++place) {
    const EccTally tally = errors_.At(place);
    ErrorCount& count = errors_[tally];
    if (times_.fresh(GroupOf(tally))) {
      count.Take(counters->ecc[tally], signs.epoch, signs.now);
    } else {
      count.Pass();
    }
    counters->ecc[tally] = count.total();
    usage->new_errors[tally] = count.fresh();
    usage->errors_since_start[tally] = count.since_start();
    usage->errors_held[tally] = count.held();
    const RebasedCounter& counter = count.counter();
    if (counter.rebases() > 0) {
      usage->rebases.push_back({false, CoreTally::kSuccess, tally, counter.rebases(),
                                counter.rebased_at(), counter.reason()});
    }
  }
  if (times_.fresh(CounterGroup::kFast)) {
    firmware_total_ = firmware_events_.Take(counters->firmware.events, signs.epoch, signs.now);
  }
  counters->firmware.events = firmware_total_;
}

void ChipMeter::CountCores(const UsageSigns& signs, ChipCounters* counters) {
  for (CoreCounters& core : counters->cores) {
    CoreMeter& meter = cores_[core.core];
    meter.Count(times_, signs.epoch, signs.now, &core);
    if (ShowsLiveCounters(signs.generation)) {
      meter.TellUnit(times_, core.core, &trial_);
    }
  }
}

void ChipMeter::JudgeCores(const UsageSigns& signs, const ChipCounters& counters,
                           ChipUsage* usage) {
  const Reading<TimeUnit> unit = UnitUnder(signs.generation);
  if (!signs.traced_before || threads_.is_absent()) {
    threads_ = runtime_.Look(signs.traced, signs.all_traced, signs.at);
  }
  const Reading<Utilization> shared = SharedOut(threads_, counters);
  datastore_.Take(signs.datastore, times_, counters);
  usage->cores.reserve(counters.cores.size());
  for (const CoreCounters& core : counters.cores) {
    CoreMeter& meter = cores_[core.core];
    meter.Judge(times_, unit);
    const bool excluded = shared.has_value() && !HasModel(core);
    usage->cores.push_back(
        meter.Usage(core.core, datastore_.Of(core.core), excluded ? NoModel() : shared));
  }
}

Reading<TimeUnit> ChipMeter::UnitUnder(const Reading<DriverVersion>& generation) const {
  static const absl::Status& not_live =
      *Unavailable("nc_time_in_use moves at the end of a process only, before driver 2.30");
  static const absl::Status& no_version =
      *Unavailable("the driver's version is not known, nor whether nc_time_in_use is live");
  static const absl::Status& unsettled = *Unavailable("the unit of nc_time_in_use is unsettled");
  if (!generation.has_value()) {
    return Reading<TimeUnit>::Unknown(no_version);
  }
  if (!ShowsLiveCounters(generation)) {
    return Reading<TimeUnit>::Unknown(not_live);
  }
  if (trial_.unit() == TimeUnit::kUnsettled) {
    return Reading<TimeUnit>::Unknown(unsettled);
  }
  return trial_.unit();
}

}  // namespace neuron
