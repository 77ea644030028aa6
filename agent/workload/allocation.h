#ifndef AGENT_WORKLOAD_ALLOCATION_H_
#define AGENT_WORKLOAD_ALLOCATION_H_

#include <vector>

#include "absl/status/status.h"
#include "agent/base/reading.h"
#include "agent/device/inventory.h"
#include "agent/workload/claim.h"
#include "agent/workload/evidence.h"

namespace neuron {

enum class Occupancy { kUnknown, kFree, kHeld, kMapped, kLeased, kReserved };

// Whether one chip is taken, and why we believe so.
struct Allocation {
  // By the strongest claim that takes it.
  Occupancy occupancy = Occupancy::kUnknown;
  // As ClaimsOn() has them.
  std::vector<Claim> claims;
  // Whether what counts its work moves; absent where nobody holds it, unknown where that cannot be
  // told (yet).
  Reading<bool> executing;
  // Why the occupancy is unknown; OK otherwise.
  absl::Status why;
};

// For each chip of the inventory, in its order.
//
// Taken is believed of any evidence, even of a blind look. Free is believed only if everybody was
// seen: every process; every container, and what it was given, unless by the policy no mapping
// takes a chip; and only of a chip whose descriptors can be recognised and that no unclear lease
// may be of. Pure.
std::vector<Allocation> Allocate(const Inventory& inventory, const Evidence& evidence,
                                 const AllocationPolicy& policy);

// Of the processes that hold the chip: pids, ascending, each once.
std::vector<int> HolderPids(const Allocation& allocation);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_ALLOCATION_H_
