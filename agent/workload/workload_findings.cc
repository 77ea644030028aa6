#include "agent/workload/workload_findings.h"

#include <algorithm>

#include "agent/workload/collision.h"
#include "agent/workload/holder_trouble.h"
#include "agent/workload/lease_trouble.h"
#include "agent/workload/memory_trouble.h"

namespace neuron {
namespace {

// The lowest chip is the lowest bit.
int LowestChip(ChipSet chips) { return chips.empty() ? 0 : __builtin_ctzll(chips.bits()); }

bool IsWorse(const WorkloadFinding& a, const WorkloadFinding& b) {
  if (a.confidence != b.confidence) {
    return a.confidence > b.confidence;
  }
  return a.code != b.code ? a.code < b.code : LowestChip(a.chips) < LowestChip(b.chips);
}

}  // namespace

std::vector<WorkloadFinding> FindWorkloadTrouble(
    const Inventory& inventory, const Evidence& evidence,
    const std::vector<Allocation>& allocations,
    const std::vector<Reading<ChipCounters>>& counters) {
  std::vector<WorkloadFinding> all;
  for (const std::vector<WorkloadFinding>& some :
       {FindCollisions(inventory, evidence, allocations), FindOutsideLease(evidence),
        FindDeadHolders(evidence), FindStuckHolders(evidence),
        FindHoldersWithoutContainer(evidence), FindHoldersOfStoppedTasks(evidence),
        FindMemoryWithoutHolder(inventory, evidence, counters), FindLeasesWithoutLife(evidence),
        FindAttachedMonitors(evidence)}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  std::stable_sort(all.begin(), all.end(), IsWorse);
  return all;
}

}  // namespace neuron
