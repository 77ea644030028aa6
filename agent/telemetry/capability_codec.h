#ifndef AGENT_TELEMETRY_CAPABILITY_CODEC_H_
#define AGENT_TELEMETRY_CAPABILITY_CODEC_H_

#include <vector>

#include "absl/status/statusor.h"
#include "agent/device/capability.h"
#include "google/protobuf/repeated_field.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The table of what the driver offers, on the wire.
using CapabilityRows = google::protobuf::RepeatedPtrField<agent::v1::Capability>;

// Appends to `rows`.
void EncodeCapabilities(const std::vector<Capability>& capabilities, CapabilityRows* rows);

// The reverse. An access of a later version is unknown. FieldError, which names the row, without a
// name, for a kind or a liveness of a later version, and for chips that are no set.
absl::StatusOr<std::vector<Capability>> DecodeCapabilities(const CapabilityRows& rows);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CAPABILITY_CODEC_H_
