#ifndef AGENT_WORKLOAD_PLACEMENT_RULES_H_
#define AGENT_WORKLOAD_PLACEMENT_RULES_H_

#include <vector>

#include "agent/device/chip_set.h"
#include "agent/device/inventory.h"

namespace neuron {

// The sets of chips that may be given to one workload on this host.
//
// By the rules that AWS documents for its Kubernetes scheduler extension:
// - one chip and all chips are always valid; all means every chip the instance type is sold with,
// or
//   where that is not known every chip there is;
// - Inferentia and Inferentia2: any directly connected chips;
// - a 4x4 torus (trn1.32xlarge, trn1n.32xlarge; trn2.48xlarge and its kin, whose neighbour sets are
//   the same: our inference): rows of four, halves of eight, all sixteen;
// - where the topology is not known: one and all only.
// Each set once, by size and then by lowest chip. Pure.
std::vector<ChipSet> ValidGroups(const Inventory& inventory);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_PLACEMENT_RULES_H_
