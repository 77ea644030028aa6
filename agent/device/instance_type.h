#ifndef AGENT_DEVICE_INSTANCE_TYPE_H_
#define AGENT_DEVICE_INSTANCE_TYPE_H_

#include "absl/strings/string_view.h"
#include "agent/device/chip_type.h"

namespace neuron {

// What an EC2 instance type is sold with (neuron-driver.md §9.2).
struct InstanceTypeFacts {
  absl::string_view name;
  ChipType chip_type;
  int chips;
};

// Null for a type that has no Neuron chips or that we do not know.
const InstanceTypeFacts* FindInstanceType(absl::string_view name);

// Whether the host is a member of an UltraServer, where closing even a free-access descriptor can
// disturb an application that is starting up (neuron-driver.md §§4.4, 9.4).
bool IsUltraServer(absl::string_view instance_type);

}  // namespace neuron

#endif  // AGENT_DEVICE_INSTANCE_TYPE_H_
