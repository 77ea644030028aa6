#ifndef TESTS_SIMULATOR_HOST_HOST_H_
#define TESTS_SIMULATOR_HOST_HOST_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/simulator/host/instance.h"
#include "tests/simulator/host/tree.h"

namespace neuron::sim {

struct PciAddress {
  unsigned domain = 0;
  unsigned bus = 0;
  unsigned slot = 0;
  unsigned function = 0;
};

// "0000:00:1e.0", as sysfs names it.
absl::StatusOr<PciAddress> ParsePciAddress(absl::string_view text);

// A chip of the simulated host.
struct Chip {
  // N of neuronN.
  int index = 0;
  int routing_id = 0;
  PciAddress pci;
  int cores = 0;
  // Whether its device node and directory are there.
  bool present = true;
};

// The simulated host at rest: its files and its chips, in the order of their index.
//
// The tree has sys/, dev/, proc/, control and report. What is in it and was not recorded, or not
// like that, is made in host.cc and listed in docs/simulator.md.
struct Host {
  Instance instance;
  Tree tree;
  std::vector<Chip> chips;
};

// Internal if the recording does not hold what the instance needs, naming it.
absl::StatusOr<std::unique_ptr<Host>> BuildHost(const Instance& instance);

// The chip's device directory, "sys/devices/virtual/neuron_device/neuron0".
std::string ChipDirectory(int chip);

// Takes away the chip's directory, class entry and device node, or gives them back. NotFound if the
// host never had such a chip; FailedPrecondition if it is so already.
absl::Status SetChipPresent(Host* host, int chip, bool present);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_HOST_H_
