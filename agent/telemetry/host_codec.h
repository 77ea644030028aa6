#ifndef AGENT_TELEMETRY_HOST_CODEC_H_
#define AGENT_TELEMETRY_HOST_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/device/inventory.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What is true of the host as a whole. The device's major means nothing on another host and does
// not travel; the chips are EncodeChip's, but what they say of their pod is here.
void EncodeHost(const Inventory& inventory, agent::v1::Host* message);

// An inventory without its chips and capabilities. More expected chips than a driver can show, and
// a generation that is no version, are unknown. FieldError as DecodeSurvey, for a time that cannot
// be, and unless it is said whether the driver is loaded.
absl::StatusOr<Inventory> DecodeHost(const agent::v1::Host& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_HOST_CODEC_H_
