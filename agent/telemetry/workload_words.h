#ifndef AGENT_TELEMETRY_WORKLOAD_WORDS_H_
#define AGENT_TELEMETRY_WORKLOAD_WORDS_H_

#include "absl/strings/string_view.h"
#include "agent/workload/allocation.h"
#include "agent/workload/workload_finding.h"

namespace neuron {

// Lower-case words for people about who has which chip: "held", "mapped", "leased", "reserved".
absl::string_view Word(Layer layer);
// The same words, and "free" and "unknown".
absl::string_view Word(Occupancy occupancy);
// "low", "medium", "high".
absl::string_view Word(Confidence confidence);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_WORKLOAD_WORDS_H_
