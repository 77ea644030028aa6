#ifndef AGENT_TELEMETRY_CORE_LIST_H_
#define AGENT_TELEMETRY_CORE_LIST_H_

#include "absl/status/status.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The core with this index in the chip's message, where facts and counters of one core meet; added
// in its place, by index, if it is not there yet. REQUIRES: the cores are in the order of their
// indices.
agent::v1::Core* CoreWithIndex(int index, agent::v1::Chip* message);

// FieldError unless every core has an index of 31 bits, and these ascend.
absl::Status CheckCores(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CORE_LIST_H_
