#ifndef AGENT_DEVICE_INVENTORY_H_
#define AGENT_DEVICE_INVENTORY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/capability.h"
#include "agent/device/chip_identities.h"
#include "agent/device/chip_set.h"
#include "agent/device/chip_type.h"
#include "agent/device/class_attributes.h"
#include "agent/device/device_identity.h"
#include "agent/device/driver.h"
#include "agent/device/driver_version.h"
#include "agent/device/finding.h"
#include "agent/device/pci_function.h"
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
  // info/architecture/arch_type and instance_type: "NDv2", "Trn1" (a family, not the EC2 type).
  Reading<std::string> arch_type;
  Reading<std::string> family;
  // info/architecture/device_name: "Trainium1". Unknown names keep their text here and leave
  // `type` unknown. Drivers before 2.8.4 have no such file: then `type` is that of `pci`.
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
  // fw_api_version and fw_build: numbers of the chip's firmware.
  Reading<std::uint64_t> firmware_api;
  Reading<std::uint64_t> firmware_build;
  // Its function on PCI; unknown, with the reason, where the two could not be paired.
  Reading<PciFunction> pci;
  // How a look at each row of the capability table went, by the row's place in it.
  std::vector<Access> access;
  // Where its sysfs nodes are; null if its directory could not be walked.
  std::shared_ptr<const TreeIndex> tree;
};

// A chip that is on PCI, and that the driver does not show.
struct MissingChip {
  // Unknown, with the reason, where it is only known by count that one is missing.
  Reading<PciFunction> function;
  // Why that is likely so, and what to do.
  std::string reason;

  friend bool operator==(const MissingChip& a, const MissingChip& b) {
    return a.function == b.function && a.reason == b.reason;
  }
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
  // How many chips that type is sold with; absent if it is none that has Neuron chips, unknown if
  // nobody says how many.
  Reading<int> expected_chips;
  // The oldest driver that makes such nodes as are there: what the agent goes by, because versions
  // are not always numbers and nodes move. Absent without chips.
  Reading<DriverVersion> generation;
  // Parameters of the module; readable by root only.
  Reading<std::uint64_t> no_reset;
  Reading<std::uint64_t> nmetric_log_posts;
  ClassAttributes class_attributes;
  // By index, ascending (neuron2 before neuron10); indices may be sparse.
  std::vector<Chip> chips;

  // Drawn from all of the above and from PCI by agent/device/survey.h.
  std::vector<MissingChip> missing;
  std::vector<Finding> findings;
  std::vector<Capability> capabilities;
};

// How the chips of an inventory are known; those of which that is not known are left out. Pure.
inline ChipIdentities IdentitiesOf(const std::vector<Chip>& chips) {
  ChipIdentities identities;
  for (const Chip& chip : chips) {
    if (chip.identity.has_value()) {
      identities[chip.identity.value()] = chip.index;
    }
  }
  return identities;
}

}  // namespace neuron

#endif  // AGENT_DEVICE_INVENTORY_H_
