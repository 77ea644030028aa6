#ifndef AGENT_TELEMETRY_FIRMWARE_CODEC_H_
#define AGENT_TELEMETRY_FIRMWARE_CODEC_H_

#include "agent/device/firmware_health.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What the firmware says of itself, as the field `firmware` of the chip's message, which is not set
// if all of it is absent.
void EncodeFirmware(const FirmwareHealth& firmware, agent::v1::Chip* message);

// The reverse. A heartbeat of more than 8 bits is unknown.
FirmwareHealth DecodeFirmware(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_FIRMWARE_CODEC_H_
