#ifndef AGENT_TELEMETRY_SAMPLES_H_
#define AGENT_TELEMETRY_SAMPLES_H_

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "agent/snapshot/snapshot.h"
#include "agent/telemetry/metric_catalog.h"
#include "agent/telemetry/sample_labels.h"

namespace neuron {

// One known value. Borrows everything, for the length of the visit.
struct Sample {
  const Metric& metric;
  // In the order of LabelNames(metric.scope), without those that have no value.
  absl::Span<const Label> labels;
  Number value;
};

// Calls `visit` with every value that is known, metric by metric in the order of the catalog, chips
// and cores ascending within. What is absent or unknown is left out.
//
// Where something that a source should say of a chip is unknown, neuron_source_up with that source
// and chip is 0; where all is known it is 1. Without the label chip it is the source's own report.
void ForEachSample(const Snapshot& snapshot, absl::FunctionRef<void(const Sample&)> visit);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_SAMPLES_H_
