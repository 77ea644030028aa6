#include "agent/usage/datastore_meter.h"

#include <utility>

#include "absl/status/status.h"
#include "agent/usage/tensor_rate.h"

namespace neuron {
namespace {

Reading<TimeUnit> Settled(TimeUnit unit) {
  if (unit == TimeUnit::kUnsettled) {
    return Reading<TimeUnit>::Unknown(
        absl::UnavailableError("the unit of the datastores' time in use is unsettled"));
  }
  return unit;
}

Utilization OfDatastore(Utilization utilization) {
  utilization.source = UtilizationSource::kDatastore;
  return utilization;
}

}  // namespace

void DatastoreMeter::Take(const absl::optional<DatastoreSigns>& signs, const GroupTimes& times,
                          const ChipCounters& counters) {
  reads_ = signs.has_value();
  if (!reads_) {
    return;
  }
  if (times.fresh(CounterGroup::kTensor)) {
    for (const CoreCounters& core : counters.cores) {
      TakeTensor(times, core);
    }
  }
  if (at_ != signs->at) {
    TakeTicks(*signs);
  }
}

void DatastoreMeter::TakeTensor(const GroupTimes& times, const CoreCounters& counters) {
  CoreTime& time = cores_[counters.core];
  const absl::optional<absl::Duration>& elapsed = times.elapsed(CounterGroup::kTensor);
  time.proof.reset();
  if (time.activity.has_value() && counters.tensor.has_value() && elapsed.has_value() &&
      time.ticks_then.has_value()) {
    const Reading<TensorRate> rate =
        RateBetween(time.activity.value(), counters.tensor.value(), *elapsed);
    if (rate.has_value()) {
      time.proof = Proof{rate.value().active, time.ticks_then.value()};
    }
  }
  time.activity = counters.tensor;
  time.ticks_then = time.counter.total();
}

void DatastoreMeter::TakeTicks(const DatastoreSigns& signs) {
  absl::optional<absl::Duration> elapsed;
  if (at_.has_value()) {
    elapsed = signs.at - *at_;
  }
  at_ = signs.at;
  for (std::size_t core = 0; core < signs.time_in_use.size(); ++core) {
    CoreTime& time = cores_[static_cast<int>(core)];
    time.counter.Take(signs.time_in_use[core], {{}, absl::UnixEpoch(), elapsed});
    TellUnit(static_cast<int>(core), elapsed.value_or(absl::ZeroDuration()), &time);
  }
  const Reading<TimeUnit> unit = Settled(trial_.unit());
  for (auto& [core, time] : cores_) {
    time.utilization =
        time.time_in_use
            .Take(time.counter.per_second(), elapsed.value_or(absl::ZeroDuration()), unit)
            .Map(OfDatastore);
  }
}

void DatastoreMeter::TellUnit(int core, absl::Duration elapsed, CoreTime* time) {
  const Reading<double>& rate = time->counter.per_second();
  trial_.Note(core,
              rate.has_value() ? absl::make_optional(rate.value() * absl::ToDoubleSeconds(elapsed))
                               : absl::nullopt,
              elapsed);
  const Reading<std::uint64_t>& ticks = time->counter.total();
  if (time->proof.has_value() && ticks.has_value()) {
    trial_.Compare(static_cast<double>(ticks.value() - time->proof->ticks_before),
                   time->proof->active);
    time->proof.reset();
  }
}

Reading<Utilization> DatastoreMeter::Of(int core) const {
  const auto found = cores_.find(core);
  return reads_ && found != cores_.end() ? found->second.utilization
                                         : Reading<Utilization>::Absent();
}

}  // namespace neuron
