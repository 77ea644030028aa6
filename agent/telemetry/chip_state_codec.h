#ifndef AGENT_TELEMETRY_CHIP_STATE_CODEC_H_
#define AGENT_TELEMETRY_CHIP_STATE_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/snapshot/snapshot.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What a chip was doing, as the fields of its message from `verdict` on. Comes after EncodeChip,
// which brings the cores.
void EncodeChipState(const ChipState& state, agent::v1::Chip* message);

// The reverse. FieldError as DecodeCounters(), DecodeHealth() and DecodeAllocation(), and for a
// time that cannot be. REQUIRES: DecodeChip(message) is OK.
absl::StatusOr<ChipState> DecodeChipState(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CHIP_STATE_CODEC_H_
