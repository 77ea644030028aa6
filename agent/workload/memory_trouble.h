#ifndef AGENT_WORKLOAD_MEMORY_TROUBLE_H_
#define AGENT_WORKLOAD_MEMORY_TROUBLE_H_

#include <vector>

#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/inventory.h"
#include "agent/workload/evidence.h"
#include "agent/workload/workload_finding.h"

namespace neuron {

// One finding for all chips whose device memory is in use while nobody holds them: at rest the
// driver itself uses none, its own is in the host's memory (neuron-driver.md §11). None of a chip
// in reset or of which that is not known, nor of one that was held a moment ago (memory and holders
// are not looked at in the same instant, and clean-up takes up to a second), nor after a look that
// did not see everybody. Low confidence. `counters` are one for each chip of the inventory, in its
// order. Pure.
std::vector<WorkloadFinding> FindMemoryWithoutHolder(
    const Inventory& inventory, const Evidence& evidence,
    const std::vector<Reading<ChipCounters>>& counters);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_MEMORY_TROUBLE_H_
