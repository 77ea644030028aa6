#ifndef AGENT_TELEMETRY_HOST_METRICS_H_
#define AGENT_TELEMETRY_HOST_METRICS_H_

#include "absl/types/span.h"
#include "agent/telemetry/metric.h"

namespace neuron {

// The rows of the catalog about the host, its findings, and the agent with its probes and sources.
absl::Span<const Metric> HostMetrics();

}  // namespace neuron

#endif  // AGENT_TELEMETRY_HOST_METRICS_H_
