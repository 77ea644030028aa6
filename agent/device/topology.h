#ifndef AGENT_DEVICE_TOPOLOGY_H_
#define AGENT_DEVICE_TOPOLOGY_H_

#include "agent/device/chip_set.h"

namespace neuron {

// How the chips of an instance type are linked, as sysfs connected_devices tells it
// (neuron-driver.md §9.3). As sets: the order of neighbours differs by version.
enum class Topology {
  // Nobody says.
  kUnknown,
  // No links: the chip is the only one.
  kNone,
  // Each chip with the one before and the one after it; the last with the first.
  kRing,
  // The same without the link between the last and the first.
  kChain,
  // 16 chips, each with four neighbours.
  kTorus,
};

// The chips with a link to `chip`, of a host with `chips` of them. REQUIRES: topology is not
// kUnknown, 0 <= chip < chips, and chips == 16 of a torus.
ChipSet NeighboursOf(Topology topology, int chips, int chip);

}  // namespace neuron

#endif  // AGENT_DEVICE_TOPOLOGY_H_
