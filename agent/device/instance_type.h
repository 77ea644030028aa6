#ifndef AGENT_DEVICE_INSTANCE_TYPE_H_
#define AGENT_DEVICE_INSTANCE_TYPE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/chip_type.h"
#include "agent/device/topology.h"

namespace neuron {

// What the driver makes of the DMI product name (neuron-driver.md §9.4).
enum class Platform {
  kStandard,
  // A member of an UltraServer whose servers are linked with one another.
  kUltraServer,
  // A member of one whose servers share a switch.
  kSwitch,
  // The same with four chips to a server.
  kMax,
};

// What an EC2 instance type is sold with (neuron-driver.md §§9.2, 9.3).
struct InstanceTypeFacts {
  absl::string_view name;
  ChipType chip_type;
  // None where nobody says how many.
  absl::optional<int> chips;
  Topology topology;
  Platform platform;
};

// Null for a type that has no Neuron chips or that we do not know.
const InstanceTypeFacts* FindInstanceType(absl::string_view name);

// How many chips a host of this type has. Absent if it has none; unknown, with the reason, if it
// must have some and nobody says how many: a type that is announced without a number, or one of a
// family of ours that we do not know.
Reading<int> ExpectedChips(const Reading<std::string>& instance_type);

// Whether the host is a member of an UltraServer, where closing even a free-access descriptor can
// disturb an application that is starting up (neuron-driver.md §§4.4, 9.4).
bool IsUltraServer(absl::string_view instance_type);

// Whether the driver of this host gives a chip the same number each time that it is loaded, because
// it goes by the chip's routing id. Inferentia and chips of kMax are counted as they are found
// (neuron-driver.md §3.3); of a type that we do not know that cannot be told, and it is false.
bool KeepsNumbers(const Reading<std::string>& instance_type);

}  // namespace neuron

#endif  // AGENT_DEVICE_INSTANCE_TYPE_H_
