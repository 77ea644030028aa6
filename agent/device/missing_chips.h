#ifndef AGENT_DEVICE_MISSING_CHIPS_H_
#define AGENT_DEVICE_MISSING_CHIPS_H_

#include <vector>

#include "agent/device/inventory.h"
#include "agent/device/pci_side.h"

namespace neuron {

// The chips on PCI that the driver does not show, each with the likely reason: no driver is loaded;
// it does not know such chips; it is not bound to the function, or another is; it is bound and made
// no device.
//
// A function that no chip was paired with is one of them if every chip was paired, or if the driver
// is not bound to it, which it is to the function of every chip. Of the others as many are missing
// as there are more functions than chips; which ones is unknown. REQUIRES: `inventory.chips` were
// paired. None where PCI could not be looked at. Pure.
std::vector<MissingChip> FindMissingChips(const Inventory& inventory, const PciSide& pci);

}  // namespace neuron

#endif  // AGENT_DEVICE_MISSING_CHIPS_H_
