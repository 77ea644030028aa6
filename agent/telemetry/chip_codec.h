#ifndef AGENT_TELEMETRY_CHIP_CODEC_H_
#define AGENT_TELEMETRY_CHIP_CODEC_H_

#include <vector>

#include "absl/status/statusor.h"
#include "agent/device/inventory.h"
#include "google/protobuf/repeated_field.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What stays the same about a chip, as the fields of its message before `verdict`. Its `identity`,
// its `access` and its `tree` mean nothing on another host and do not travel; nor does what it said
// of its pod, which is the host's.
void EncodeChip(const Chip& chip, agent::v1::Chip* message);

// The reverse. A field that holds what cannot be (a type of a later version, neighbours out of
// order, a place on PCI that DecodePci refuses) is unknown. FieldError without an index below 64,
// and as CheckCores.
absl::StatusOr<Chip> DecodeChip(const agent::v1::Chip& message);

// All chips of a host. FieldError, which names the chip, as DecodeChip, and for one whose index is
// not above that of the one before.
absl::StatusOr<std::vector<Chip>> DecodeChips(
    const google::protobuf::RepeatedPtrField<agent::v1::Chip>& messages);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CHIP_CODEC_H_
