#ifndef TESTS_TELEMETRY_METRICS_DOC_H_
#define TESTS_TELEMETRY_METRICS_DOC_H_

#include <string>

namespace neuron {

// docs/metrics.md as the catalog has it.
std::string MetricsDoc();

}  // namespace neuron

#endif  // TESTS_TELEMETRY_METRICS_DOC_H_
