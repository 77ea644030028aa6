#ifndef AGENT_DEVICE_PCI_FUNCTION_H_
#define AGENT_DEVICE_PCI_FUNCTION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/reading.h"
#include "agent/device/chip_type.h"
#include "agent/device/host_paths.h"
#include "agent/device/pci_address.h"

namespace neuron {

// A PCI Express link, as sysfs prints it.
struct PciLink {
  // In GT/s: 16.0 for "16.0 GT/s PCIe".
  Reading<double> speed_gts;
  // Lanes.
  Reading<std::uint64_t> width;

  friend bool operator==(const PciLink& a, const PciLink& b) {
    return a.speed_gts == b.speed_gts && a.width == b.width;
  }
};

// Advanced Error Reporting: totals since the function was found. Absent where AER is off.
struct PciErrors {
  Reading<std::uint64_t> correctable;
  Reading<std::uint64_t> nonfatal;
  Reading<std::uint64_t> fatal;

  friend bool operator==(const PciErrors& a, const PciErrors& b) {
    return a.correctable == b.correctable && a.nonfatal == b.nonfatal && a.fatal == b.fatal;
  }
};

// A Neuron chip as PCI sees it, whether or not the driver made a neuron<N> of it
// (neuron-driver.md §3.1). Sysfs does not link the two.
struct PciFunction {
  PciAddress address;
  // By vendor 0x1d0f and the device id.
  ChipType type = ChipType::kInferentia;
  std::uint32_t device_id = 0;
  // 240 for an emulator, 255 for QEMU.
  Reading<std::uint64_t> revision;
  // Absent if the platform names none.
  Reading<int> numa_node;
  // CPUs next to it: "0-47,96-143".
  Reading<std::string> local_cpus;
  PciLink link;
  PciLink widest_link;
  PciErrors errors;
  // The driver that is bound to it: "neuron-driver"; absent if none is.
  Reading<std::string> bound_to;

  friend bool operator==(const PciFunction& a, const PciFunction& b) {
    return a.address == b.address && a.type == b.type && a.device_id == b.device_id &&
           a.revision == b.revision && a.numa_node == b.numa_node && a.local_cpus == b.local_cpus &&
           a.link == b.link && a.widest_link == b.widest_link && a.errors == b.errors &&
           a.bound_to == b.bound_to;
  }
};

// The Neuron chips on PCI, by address, ascending. No PCI at all: empty. Fails as ErrnoStatus if
// <sysfs>/bus/pci/devices is there and cannot be listed. A function whose vendor or device id
// cannot be read is left out. Reads no register of a chip: what it reads is kept by the kernel's
// PCI core, or costs one access to PCI config space.
absl::StatusOr<std::vector<PciFunction>> ListPciFunctions(const HostPaths& host);

}  // namespace neuron

#endif  // AGENT_DEVICE_PCI_FUNCTION_H_
