#ifndef AGENT_DEVICE_STABLE_ID_H_
#define AGENT_DEVICE_STABLE_ID_H_

#include <string>

#include "agent/base/reading.h"
#include "agent/device/inventory.h"

namespace neuron {

// What the chip is called across reloads, when its index may be another's: its serial number
// ("1a2b3c4d5e000000") if that is known, else the address of its PCI function ("0000:00:1e.0"),
// else unknown, with the reason. Pure.
inline Reading<std::string> StableId(const Chip& chip) {
  if (chip.serial_number.has_value()) {
    return chip.serial_number;
  }
  if (chip.pci.is_absent()) {
    return Reading<std::string>::Unknown(
        chip.serial_number.is_unknown()
            ? chip.serial_number.why()
            : absl::NotFoundError("the chip has neither a serial number nor a PCI address"));
  }
  return chip.pci.Map([](const PciFunction& function) { return ToString(function.address); });
}

}  // namespace neuron

#endif  // AGENT_DEVICE_STABLE_ID_H_
