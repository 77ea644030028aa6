#ifndef AGENT_DEVICE_INVENTORY_H_
#define AGENT_DEVICE_INVENTORY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/chip_set.h"
#include "agent/device/chip_type.h"
#include "agent/device/device_identity.h"
#include "agent/device/driver.h"
#include "agent/device/tree_index.h"

namespace neuron {

// One physical NeuronCore.
struct Core {
  // M of neuron_core<M>.
  int index = 0;
  // info/architecture/arch_type of the core: "NCv2".
  Reading<std::string> arch_type;
};

// What stays the same about one chip for as long as the driver is loaded. Every field but the
// index is a reading of its own: what this driver lacks is absent, what could not be read unknown.
struct Chip {
  // N of neuron<N>, and the minor of its device node.
  int index = 0;
  // info/architecture/device_name: "Trainium1". Unknown names keep their text here and leave
  // `type` unknown.
  Reading<std::string> device_name;
  Reading<ChipType> type;
  // info/serial_number, 16 hex digits.
  Reading<std::string> serial_number;
  // core_count: physical cores. Where it cannot be read (an unprivileged reader is refused), the
  // number of neuron_core<M> directories, which is the same (neuron-driver.md §7.1).
  Reading<std::uint64_t> core_count;
  std::vector<Core> cores;
  // Bytes of device memory, by chip type: sysfs has no capacity.
  Reading<std::uint64_t> memory_bytes;
  // connected_devices: chips with a direct link to this one. A set: the order differs by version.
  Reading<ChipSet> connected;
  // How descriptors of this chip are known; never absent.
  // By the kernel's number for it; by its node where that is a regular file, below another root
  // than /dev: a simulated host's.
  Reading<DeviceIdentity> identity;
  // What the chip said by ioctl, once; unknown (with the reason) until it was asked.
  Reading<DeviceAnswers> answers;
  // The NUMA node of its PCI function; absent if the platform names none.
  Reading<int> numa_node;
  // Where its sysfs nodes are; null if its directory could not be walked.
  std::shared_ptr<const TreeIndex> tree;
};

// What is there: the chips of this host and the driver that shows them.
//
// Immutable once enumerated; a change of the set of chips, or of the driver, is a new inventory.
struct Inventory {
  absl::Time enumerated_at;
  // Whether <sysfs>/module/neuron or its character device exists.
  bool driver_loaded = false;
  // /sys/module/neuron/version.
  Reading<std::string> driver_version;
  // The major of "neuron" in /proc/devices.
  Reading<std::uint32_t> device_major;
  // DMI product_name, on Nitro the EC2 instance type: "trn1.32xlarge".
  Reading<std::string> instance_type;
  // How many chips that type is sold with; absent if it is none that has Neuron chips.
  Reading<int> expected_chips;
  // By index, ascending (neuron2 before neuron10); indices may be sparse.
  std::vector<Chip> chips;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_INVENTORY_H_
