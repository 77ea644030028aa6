#include "agent/device/live_counters.h"

namespace neuron {

bool ShowsLiveCounters(const Reading<DriverVersion>& generation) {
  constexpr DriverVersion kLiveSince = {2, 30, 0, 0};
  return generation.has_value() && !(generation.value() < kLiveSince);
}

}  // namespace neuron
