#ifndef AGENT_TELEMETRY_ANSWERS_CODEC_H_
#define AGENT_TELEMETRY_ANSWERS_CODEC_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/reading.h"
#include "agent/device/driver.h"
#include "agent/device/pci_address.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What a chip said by ioctl, as the fields of its message from pci_address on, numa_node left out.
// Answers that are unknown as a whole are fields that are all unknown for one reason, and absent
// ones are fields that are all absent.
void EncodeAnswers(const Reading<DeviceAnswers>& answers, agent::v1::Chip* message);

// The reverse. A pci_address that is not written as ToString writes it is unknown.
Reading<DeviceAnswers> DecodeAnswers(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ANSWERS_CODEC_H_
