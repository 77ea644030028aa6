#ifndef TESTS_SIMULATOR_HOST_HOST_H_
#define TESTS_SIMULATOR_HOST_HOST_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/simulator/host/chip.h"
#include "tests/simulator/host/fixture_text.h"
#include "tests/simulator/host/generation.h"
#include "tests/simulator/host/instance.h"
#include "tests/simulator/host/tree.h"

namespace neuron::sim {

// What a host is made from: nodes of an idle host, with a driver or a capture of one, and its
// chips in the order of their index.
struct HostNodes {
  // sys/class/neuron_device, sys/devices/virtual/neuron_device, sys/module/neuron.
  std::vector<RecordedNode> driver;
  // sys/bus/pci/drivers/neuron-driver, and the chips' functions in sys/devices/pci*.
  std::vector<RecordedNode> pci;
  std::vector<Chip> chips;
};

// The simulated host: its files and its chips, in the order of their index.
//
// The tree has sys/, dev/, proc/, control and report. What is in it and was not recorded, or not
// like that, is listed in tests/simulator/differences.txt and docs/simulator.md.
struct Host {
  Instance instance;
  // Of the driver that is loaded, or was loaded last.
  Generation generation;
  Tree tree;
  std::vector<Chip> chips;
  bool driver_loaded = false;
  // What the tree was made from: what a chip or a driver that comes back is made from.
  HostNodes nodes;
};

// The host at rest, its driver loaded. As CheckSupport() if the driver never had such chips;
// Internal if the recording does not hold what the instance needs, naming it.
absl::StatusOr<std::unique_ptr<Host>> BuildHost(const Instance& instance,
                                                const Generation& generation);

// With the recorded generation.
absl::StatusOr<std::unique_ptr<Host>> BuildHost(const Instance& instance);

// A host of given nodes, its driver loaded.
std::unique_ptr<Host> MakeHost(const Instance& instance, const Generation& generation,
                               HostNodes nodes);

// nullptr if the host never had such a chip.
const Chip* FindChip(const Host& host, int index);

// What follows changes a host. What goes away keeps its inode, but is attached no more; what comes
// back has new inodes and the bytes of rest. So a file that was open reads ENODEV for ever. Nodes
// that can go away are `removable`: their names must not be cached.

// The chip's directory, class entry and device node go away, or come back; its PCI function stays
// as it is. NotFound if the host never had such a chip; FailedPrecondition if it is so already, or
// no driver is loaded.
absl::Status SetChipPresent(Host* host, int chip, bool present);

// The first half of a chip's coming: its device node, its class entry, and its directory with only
// what Linux puts there. To open the node now would crash the kernel of a real host whose driver is
// 2.25 or older. As SetChipPresent().
absl::Status AddBareChip(Host* host, int chip);

// The second half: the attributes. FailedPrecondition if the chip is not bare.
absl::Status FillChip(Host* host, int chip);

// The chip is gone, if it was not already, and no driver is bound to its PCI function: that is what
// a failed probe leaves. NotFound if the host never had such a chip; FailedPrecondition if no
// driver is loaded.
absl::Status FailProbe(Host* host, int chip);

// The module is unloaded: with everything that it made, its line in proc/devices, and the bindings
// of the PCI functions. FailedPrecondition if no driver is loaded.
absl::Status RemoveDriver(Host* host);

// The module is loaded, this or another version, and finds every chip. FailedPrecondition if one is
// loaded; else as BuildHost(), and the host is as it was.
absl::Status AddDriver(Host* host, const Generation& generation);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_HOST_H_
