#ifndef AGENT_TELEMETRY_CHIP_CODEC_H_
#define AGENT_TELEMETRY_CHIP_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/device/inventory.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What stays the same about a chip, as the first fields of its message. Its `identity` and its
// `tree` mean nothing on another host and do not travel.
void EncodeChip(const Chip& chip, agent::v1::Chip* message);

// The reverse. A field that holds what cannot be (a type of a later version, neighbours out of
// order) is unknown. FieldError without an index below 64, and as CheckCores.
absl::StatusOr<Chip> DecodeChip(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CHIP_CODEC_H_
