#ifndef AGENT_TELEMETRY_CORE_COUNTERS_CODEC_H_
#define AGENT_TELEMETRY_CORE_COUNTERS_CODEC_H_

#include "agent/device/counters.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What moves on a core, as the fields of its message but for `index` and what comes from usage.
void EncodeCoreCounters(const CoreCounters& counters, agent::v1::Core* message);

// The reverse. Tensor activity of more groups of rows than an engine has, or with cycles that are
// not set, is unknown.
CoreCounters DecodeCoreCounters(const agent::v1::Core& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CORE_COUNTERS_CODEC_H_
