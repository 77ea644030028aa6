#ifndef AGENT_DEVICE_CAPABILITY_LOOK_H_
#define AGENT_DEVICE_CAPABILITY_LOOK_H_

#include <vector>

#include "agent/device/capability.h"
#include "agent/device/host_paths.h"
#include "agent/device/tree_index.h"

namespace neuron {

// Which files of the capability table are there, and whether this process may read them. Opens and
// reads none: a look at the mode brings nothing that a chip in trouble could hold up.

// Chip::access: how a look at each row of CapabilityTable() went, by the row's place in it. What
// belongs to a core is looked at on the chip's first, and unknown if only some cores have it. Rows
// that are no files of the chip are kUnknown.
std::vector<Access> LookAtChip(const TreeIndex& tree);

// The rows of the host itself: the files of <sysfs>/class/neuron_device. For
// Inventory::capabilities before there are chips.
std::vector<Capability> LookAtHost(const HostPaths& host);

}  // namespace neuron

#endif  // AGENT_DEVICE_CAPABILITY_LOOK_H_
