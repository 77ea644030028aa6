#ifndef AGENT_LEASE_HOST_CORES_H_
#define AGENT_LEASE_HOST_CORES_H_

#include "agent/base/reading.h"
#include "agent/device/chip_set.h"
#include "agent/device/inventory.h"

namespace neuron {

// What the cores of a host are counted by. Its chips are all of one type.
struct HostCores {
  // All chips there are.
  ChipSet chips;
  // Unknown if no chip tells, or they contradict each other.
  Reading<int> physical_per_chip;
  // How many physical cores make a logical one unless somebody says otherwise: 2 from Trainium2 on,
  // else 1. Unknown if the type is.
  Reading<int> logical_size;
};

// Pure.
HostCores HostCoresOf(const Inventory& inventory);

}  // namespace neuron

#endif  // AGENT_LEASE_HOST_CORES_H_
