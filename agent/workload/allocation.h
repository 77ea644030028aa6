#ifndef AGENT_WORKLOAD_ALLOCATION_H_
#define AGENT_WORKLOAD_ALLOCATION_H_

#include <string>
#include <vector>

#include "agent/device/inventory.h"
#include "agent/workload/holder.h"

namespace neuron {

enum class Occupancy { kUnknown, kFree, kHeld };

// Whether one chip is taken, and why we believe so.
struct Allocation {
  Occupancy occupancy = Occupancy::kUnknown;
  // Of those who hold it, ascending; empty unless held.
  std::vector<int> pids;
  // Why it is unknown; OK otherwise.
  absl::Status why;
};

// For each chip of the inventory, in its order. Held is believed even of a blind scan; free only
// of one that saw everything, for a chip whose descriptors can be recognised. Pure.
std::vector<Allocation> Allocate(const Inventory& inventory, const HolderScan& scan);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_ALLOCATION_H_
