#ifndef TESTS_SIMULATOR_HOST_CHIP_H_
#define TESTS_SIMULATOR_HOST_CHIP_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron::sim {

struct PciAddress {
  unsigned domain = 0;
  unsigned bus = 0;
  unsigned slot = 0;
  unsigned function = 0;
};

// "0000:00:1e.0", as sysfs names it. InternalError for anything else.
absl::StatusOr<PciAddress> ParsePciAddress(absl::string_view text);
std::string PciName(const PciAddress& pci);

// A chip of the simulated host.
struct Chip {
  // N of neuronN.
  int index = 0;
  int routing_id = 0;
  PciAddress pci;
  // Its PCI function, "sys/devices/pci0000:00/0000:00:1e.0".
  std::string pci_directory;
  int cores = 0;
  // Whether its device node and directory are there.
  bool present = true;
  // Whether it is there without its attributes, see AddBareChip().
  bool bare = false;
};

// The chip's device directory, "sys/devices/virtual/neuron_device/neuron0".
std::string ChipDirectory(int chip);

// Its entry in the class, "sys/class/neuron_device/neuron0", a link to the directory.
std::string ChipLink(int chip);

// N of a path that is, or is below, the directory or the class entry of neuronN; -1 for others.
int ChipOf(absl::string_view path);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_CHIP_H_
