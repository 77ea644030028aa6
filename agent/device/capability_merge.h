#ifndef AGENT_DEVICE_CAPABILITY_MERGE_H_
#define AGENT_DEVICE_CAPABILITY_MERGE_H_

#include <vector>

#include "agent/device/inventory.h"

namespace neuron {

// The table of what the driver of this host offers, for Inventory::capabilities: the rows for no
// chips that `inventory.capabilities` has (LookAtHost()), and then each row of CapabilityTable()
// that belongs to chips, once for all chips that have the same access to it.
//
// Files of a chip go by Chip::access, ioctls by its answers, files of its PCI function by what was
// read of that. An ioctl that was not asked is absent if `inventory.generation` is older than it,
// refused if the node may not be opened, else unknown. Pure, and the same again if it is merged
// twice.
std::vector<Capability> MergeCapabilities(const Inventory& inventory);

}  // namespace neuron

#endif  // AGENT_DEVICE_CAPABILITY_MERGE_H_
