#ifndef AGENT_TELEMETRY_METRIC_CATALOG_H_
#define AGENT_TELEMETRY_METRIC_CATALOG_H_

#include "absl/types/span.h"
#include "agent/telemetry/metric.h"

namespace neuron {

// Every metric there is. Those of one scope are together.
absl::Span<const Metric> MetricCatalog();

}  // namespace neuron

#endif  // AGENT_TELEMETRY_METRIC_CATALOG_H_
