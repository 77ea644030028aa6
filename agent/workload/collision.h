#ifndef AGENT_WORKLOAD_COLLISION_H_
#define AGENT_WORKLOAD_COLLISION_H_

#include <vector>

#include "agent/device/inventory.h"
#include "agent/workload/allocation.h"
#include "agent/workload/evidence.h"
#include "agent/workload/workload_finding.h"

namespace neuron {

// One finding for each group of parties that have chips together, by claims that take them.
//
// A party is an ECS task with all its containers; a container of no task, or whose task is not
// known; or, on the host, a process that has a lease and all that lives by it. Other processes of
// the host are none: one job may be many processes. A process whose container we do not know yet,
// as while an engine is still making it, is of the container that its lease names. What a party has
// by several layers (a lease, and the chip held) is no collision.
//
// Confidence is by the layer of the second strongest: high if two hold the chip, low if one is only
// about to start, else medium. The step is for who came last, where that can be undone. REQUIRES:
// `allocations` are those of the inventory and of `evidence`. Pure.
std::vector<WorkloadFinding> FindCollisions(const Inventory& inventory, const Evidence& evidence,
                                            const std::vector<Allocation>& allocations);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_COLLISION_H_
