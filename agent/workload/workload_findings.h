#ifndef AGENT_WORKLOAD_WORKLOAD_FINDINGS_H_
#define AGENT_WORKLOAD_WORKLOAD_FINDINGS_H_

#include <vector>

#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/inventory.h"
#include "agent/workload/allocation.h"
#include "agent/workload/evidence.h"
#include "agent/workload/workload_finding.h"

namespace neuron {

// Everything that is wrong with who has which chip, worst first: by confidence, then in the order
// of WorkloadFindingCode, then by the lowest chips. REQUIRES: `allocations` and `counters` are one
// for each chip of the inventory, in its order, the former by Allocate() of the same evidence.
// Pure.
std::vector<WorkloadFinding> FindWorkloadTrouble(
    const Inventory& inventory, const Evidence& evidence,
    const std::vector<Allocation>& allocations, const std::vector<Reading<ChipCounters>>& counters);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_WORKLOAD_FINDINGS_H_
