#ifndef AGENT_TELEMETRY_ANSWERS_CODEC_H_
#define AGENT_TELEMETRY_ANSWERS_CODEC_H_

#include "agent/base/reading.h"
#include "agent/device/driver.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What a chip said by ioctl of itself, as the fields of its message from architecture to
// core_order. Answers that are unknown as a whole are fields that are all unknown for one reason,
// and absent ones are fields that are all absent.
//
// Not its PCI address, which is the inventory's to judge, and not the pod, which is the host's.
void EncodeAnswers(const Reading<DeviceAnswers>& answers, agent::v1::Chip* message);

// The reverse, with `pci` and `pod` absent. A core_order with a core of 2^31 or more is unknown.
Reading<DeviceAnswers> DecodeAnswers(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ANSWERS_CODEC_H_
