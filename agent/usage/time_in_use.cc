#include "agent/usage/time_in_use.h"

#include <algorithm>

namespace neuron {

Reading<Utilization> TimeInUse::Take(const Reading<double>& ticks_per_second,
                                     absl::Duration elapsed, const Reading<TimeUnit>& unit) {
  if (!ticks_per_second.has_value()) {
    still_ = absl::ZeroDuration();
    return ticks_per_second.Map([](double) { return Utilization(); });
  }
  const absl::Duration longest = still_ + elapsed;
  still_ = ticks_per_second.value() > 0 ? absl::ZeroDuration() : longest;
  if (!unit.has_value()) {
    return Reading<Utilization>::Unknown(unit.why());
  }
  const absl::Duration used = elapsed * (ticks_per_second.value() / TicksPerSecond(unit.value()));
  Utilization utilization;
  utilization.source = UtilizationSource::kTimeInUse;
  utilization.over = std::clamp(used, elapsed, longest);
  utilization.ratio = std::min(1.0, absl::FDivDuration(used, utilization.over));
  return utilization;
}

}  // namespace neuron
