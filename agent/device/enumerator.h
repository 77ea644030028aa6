#ifndef AGENT_DEVICE_ENUMERATOR_H_
#define AGENT_DEVICE_ENUMERATOR_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/device/host_paths.h"
#include "agent/device/inventory.h"

namespace neuron {

// The host's side of an inventory: everything but the chips themselves (`chips` stays empty, and
// `enumerated_at` is the caller's to set, the conclusions those of survey.h). Never fails and reads
// nothing that a chip in trouble could hold up; no driver is not an error. `capabilities` has the
// rows of the host.
Inventory ReadHost(const HostPaths& host);

// The indices of the chips that the driver shows in <sysfs>/class/neuron_device, ascending. Names
// that are not neuron<N> with N < 64 are class attributes and skipped. No such directory: empty.
// Fails as ErrnoStatus if the directory is there and cannot be listed.
absl::StatusOr<std::vector<int>> ListChips(const HostPaths& host);

// Walks a chip's sysfs directory and reads its facts; never opens its device node. May block while
// the chip is in reset (neuron-driver.md §7.5). `answers` and `pci` stay absent. If the directory
// cannot be walked: UnknownChip().
Chip ReadChip(const HostPaths& host, int index);

// The same by an index of the directory that was made before.
Chip ReadFacts(const HostPaths& host, int index, std::shared_ptr<const TreeIndex> tree);

// A chip of which nothing but its index is known.
Chip UnknownChip(int index, const absl::Status& why);

}  // namespace neuron

#endif  // AGENT_DEVICE_ENUMERATOR_H_
