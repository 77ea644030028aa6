#ifndef AGENT_TELEMETRY_CORE_METRICS_H_
#define AGENT_TELEMETRY_CORE_METRICS_H_

#include "absl/types/span.h"
#include "agent/telemetry/metric.h"

namespace neuron {

// The rows of the catalog about cores, and about what is counted by a part of a core.
absl::Span<const Metric> CoreMetrics();

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CORE_METRICS_H_
