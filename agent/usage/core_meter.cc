#include "agent/usage/core_meter.h"

#include <utility>

#include "absl/status/status.h"
#include "agent/device/counter_catalog.h"
#include "agent/usage/tensor_rate.h"

namespace neuron {
namespace {

Reading<TensorRate> RateBetween(const Reading<TensorActivity>& before,
                                const Reading<TensorActivity>& now,
                                const absl::optional<absl::Duration>& elapsed) {
  if (!now.has_value()) {
    return now.Map([](const TensorActivity&) { return TensorRate(); });
  }
  if (!before.has_value() || !elapsed.has_value()) {
    return Reading<TensorRate>::Unknown(
        absl::UnavailableError("pe_cntrs: no reading before to compare with"));
  }
  return RateBetween(before.value(), now.value(), *elapsed);
}

// The first that is known; else the first that should be.
Reading<Utilization> BestOf(const Reading<Utilization>& best, const Reading<Utilization>& other) {
  if (best.has_value() || other.is_absent()) {
    return best;
  }
  return other.has_value() || best.is_absent() ? other : best;
}

}  // namespace

void CoreMeter::Count(const GroupTimes& times, const CounterEpoch& epoch, absl::Time now,
                      CoreCounters* counters) {
  totals_.Take(counters->tallies, times, epoch, now);
  counters->tallies = totals_.totals();
  proof_.reset();
  if (times.fresh(CounterGroup::kTensor)) {
    CountTensor(times, epoch.resets, counters->tensor);
  }
}

void CoreMeter::CountTensor(const GroupTimes& times, std::uint64_t resets,
                            const Reading<TensorActivity>& activity) {
  TensorMark mark;
  mark.activity = activity;
  mark.resets = resets;
  mark.rebases = totals_.RebasesOf(CoreTally::kTimeInUse);
  if (times.fresh(GroupOf(CoreTally::kTimeInUse))) {
    mark.time_in_use = totals_.totals()[CoreTally::kTimeInUse];
  }
  // In a long time counts that began anew may come to be greater than before.
  const absl::optional<absl::Duration> elapsed =
      resets == tensor_.resets ? times.elapsed(CounterGroup::kTensor) : absl::nullopt;
  const Reading<TensorRate> rate = RateBetween(tensor_.activity, mark.activity, elapsed);
  by_tensor_ = rate.Map([&elapsed](const TensorRate& known) {
    return Utilization{UtilizationSource::kTensorEngine, known.ratio, *elapsed};
  });
  if (rate.has_value() && mark.time_in_use.has_value() && tensor_.time_in_use.has_value() &&
      mark.rebases == tensor_.rebases) {
    const std::uint64_t ticks = mark.time_in_use.value() - tensor_.time_in_use.value();
    proof_ = Proof{rate.value().active, static_cast<double>(ticks)};
  }
  tensor_ = std::move(mark);
}

void CoreMeter::TellUnit(const GroupTimes& times, int core, TimeUnitTrial* trial) const {
  const CounterGroup group = GroupOf(CoreTally::kTimeInUse);
  const Reading<double>& rate = totals_.time_in_use_per_second();
  if (times.fresh(group)) {
    const absl::Duration elapsed = times.elapsed(group).value_or(absl::ZeroDuration());
    trial->Note(core,
                rate.has_value()
                    ? absl::make_optional(rate.value() * absl::ToDoubleSeconds(elapsed))
                    : absl::nullopt,
                elapsed);
  }
  if (proof_.has_value()) {
    trial->Compare(proof_->ticks, proof_->active);
  }
}

void CoreMeter::Judge(const GroupTimes& times, const Reading<TimeUnit>& unit) {
  const CounterGroup group = GroupOf(CoreTally::kTimeInUse);
  if (times.fresh(group)) {
    by_time_in_use_ = time_in_use_.Take(totals_.time_in_use_per_second(),
                                        times.elapsed(group).value_or(absl::ZeroDuration()), unit);
  }
}

CoreUsage CoreMeter::Usage(int core, const Reading<Utilization>& datastore,
                           const Reading<Utilization>& runtime) const {
  CoreUsage usage;
  usage.core = core;
  // Datastores are read only where the time in use in sysfs says nothing.
  const Reading<Utilization> by_time = BestOf(datastore, by_time_in_use_);
  usage.utilization = BestOf(BestOf(by_time, runtime), by_tensor_);
  usage.per_second = totals_.per_second();
  usage.rebases = totals_.rebases();
  return usage;
}

}  // namespace neuron
