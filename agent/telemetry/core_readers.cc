#include "agent/telemetry/core_readers.h"

#include "absl/time/time.h"

namespace neuron {

Reading<Number> ReadUtilization(const Subject& subject) {
  if (subject.usage == nullptr) return Reading<Number>::Absent();
  return subject.usage->utilization.Map(
      [](const Utilization& utilization) { return Number(utilization.ratio); });
}

Reading<Number> ReadUtilizationWindow(const Subject& subject) {
  if (subject.usage == nullptr) return Reading<Number>::Absent();
  return subject.usage->utilization.Map([](const Utilization& utilization) {
    return Number(absl::ToDoubleSeconds(utilization.over));
  });
}

}  // namespace neuron
