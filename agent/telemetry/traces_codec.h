#ifndef AGENT_TELEMETRY_TRACES_CODEC_H_
#define AGENT_TELEMETRY_TRACES_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/snapshot/traces.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

agent::v1::Traces EncodeTraces(const Traces& traces);

// The reverse. FieldError for a process without a pid, for a duration that cannot be, and for a
// histogram whose places are others than this version's.
absl::StatusOr<Traces> DecodeTraces(const agent::v1::Traces& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_TRACES_CODEC_H_
