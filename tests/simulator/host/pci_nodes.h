#ifndef TESTS_SIMULATOR_HOST_PCI_NODES_H_
#define TESTS_SIMULATOR_HOST_PCI_NODES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tests/simulator/host/chip.h"
#include "tests/simulator/host/fixture_text.h"
#include "tests/simulator/host/instance.h"

namespace neuron::sim {

// Where the driver is on the PCI bus.
inline constexpr absl::string_view kPciDriver = "sys/bus/pci/drivers/neuron-driver";

// What the PCI bus shows of a host.
struct PciNodes {
  // The functions of its chips, bound to the driver, and the driver.
  std::vector<RecordedNode> nodes;
  // The chips behind the functions, in the order of their index. Their cores are not known here.
  std::vector<Chip> chips;
};

// Routing ids follow the slots. InvalidArgument if the recording cannot be parsed; Internal if it
// has not one function for each of its chips.
absl::StatusOr<PciNodes> PciNodesOf(const Instance& instance);

// "0000:00:1e.0" for a path that is of this PCI function, or is its link at the driver; nothing for
// others.
absl::string_view PciNameOf(absl::string_view path);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_PCI_NODES_H_
