#ifndef AGENT_TELEMETRY_HOST_CODEC_H_
#define AGENT_TELEMETRY_HOST_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/device/inventory.h"
#include "agent/health/verdict.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What is true of the host as a whole. The device's major means nothing on another host and does
// not travel; the chips are EncodeChip's.
void EncodeHost(const Inventory& inventory, NodeHealth health, agent::v1::Host* message);

// An inventory without its chips. More expected chips than a driver can show are unknown.
// FieldError for a time that cannot be, and unless it is said whether the driver is loaded.
absl::StatusOr<Inventory> DecodeHost(const agent::v1::Host& message);

// Unknown if it is not set or is one of a later version.
NodeHealth DecodeNodeHealth(const agent::v1::Host& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_HOST_CODEC_H_
