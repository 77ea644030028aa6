#ifndef AGENT_TELEMETRY_METRICS_DOCUMENT_H_
#define AGENT_TELEMETRY_METRICS_DOCUMENT_H_

#include <string>

#include "agent/snapshot/snapshot.h"

namespace neuron {

// How well the chips of a snapshot are, as JSON of the shape of proto/metrics_document.proto, with
// a line feed at the end. What is unknown is never a number: it is listed with its reason. Pure.
std::string MetricsDocument(const Snapshot& snapshot);

// Whether two documents would say the same of health: the host's, and the verdict and reason of
// each chip. Pure.
bool SameHealth(const Snapshot& a, const Snapshot& b);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_METRICS_DOCUMENT_H_
