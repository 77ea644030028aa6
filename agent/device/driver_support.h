#ifndef AGENT_DEVICE_DRIVER_SUPPORT_H_
#define AGENT_DEVICE_DRIVER_SUPPORT_H_

#include <string>

#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/chip_type.h"

namespace neuron {

// Why a driver of this version takes no chip of this type, and which one would
// (neuron-driver.md §§0, 3.1); none if it takes them, or if its version is not one that can be
// compared.
absl::optional<std::string> WhyNotServed(const Reading<std::string>& driver_version, ChipType type);

}  // namespace neuron

#endif  // AGENT_DEVICE_DRIVER_SUPPORT_H_
