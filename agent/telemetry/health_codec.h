#ifndef AGENT_TELEMETRY_HEALTH_CODEC_H_
#define AGENT_TELEMETRY_HEALTH_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/health/verdict.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// How well a chip is, as the fields `verdict*` and `signs` of its message.
void EncodeHealth(const ChipHealth& health, agent::v1::Chip* message);

// The reverse. A verdict that is not set, or is one of a later version, is unknown and says so; a
// sign of an ailment or a source of a later version is left out. FieldError for a time that cannot
// be.
absl::StatusOr<ChipHealth> DecodeHealth(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_HEALTH_CODEC_H_
