#ifndef AGENT_TELEMETRY_CHIP_SET_CODEC_H_
#define AGENT_TELEMETRY_CHIP_SET_CODEC_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/device/chip_set.h"
#include "google/protobuf/repeated_field.h"

namespace neuron {

// A set of chips on the wire: their indices, ascending.
using ChipIndices = google::protobuf::RepeatedField<std::uint32_t>;

// Appends to `indices`.
void EncodeChipSet(ChipSet set, ChipIndices* indices);

// FieldError for an index of 64 or more, and for one that is not above the one before it.
absl::StatusOr<ChipSet> DecodeChipSet(absl::string_view field, const ChipIndices& indices);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CHIP_SET_CODEC_H_
