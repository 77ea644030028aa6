#ifndef AGENT_TELEMETRY_CLASS_ATTRIBUTES_CODEC_H_
#define AGENT_TELEMETRY_CLASS_ATTRIBUTES_CODEC_H_

#include "agent/device/class_attributes.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Sets nothing of the host if all of them are absent.
void EncodeClassAttributes(const ClassAttributes& attributes, agent::v1::Host* message);

ClassAttributes DecodeClassAttributes(const agent::v1::Host& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CLASS_ATTRIBUTES_CODEC_H_
