#ifndef AGENT_TELEMETRY_CHIP_METRICS_H_
#define AGENT_TELEMETRY_CHIP_METRICS_H_

#include "absl/types/span.h"
#include "agent/telemetry/metric.h"

namespace neuron {

// The rows of the catalog about chips, and about what is counted by a part of a chip.
absl::Span<const Metric> ChipMetrics();

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CHIP_METRICS_H_
