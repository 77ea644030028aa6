#ifndef AGENT_TELEMETRY_SOURCE_CODEC_H_
#define AGENT_TELEMETRY_SOURCE_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/snapshot/snapshot.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// How one of the agent's sources fared. Of `status`, the message travels and not the code.
void EncodeSource(const SourceReport& source, agent::v1::SourceReport* message);

// The reverse. `status` is kUnknown unless `up` is set to true. FieldError for a source without a
// name, and for a time that cannot be.
absl::StatusOr<SourceReport> DecodeSource(const agent::v1::SourceReport& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_SOURCE_CODEC_H_
