#include "agent/snapshot/assemble.h"

#include <utility>

#include "agent/workload/workload_findings.h"

namespace neuron {
namespace {

bool IsFree(const ChipState& chip) {
  const bool usable =
      chip.health.verdict == Verdict::kOk || chip.health.verdict == Verdict::kSuspect;
  return usable && chip.allocation.occupancy == Occupancy::kFree;
}

}  // namespace

std::shared_ptr<const Snapshot> Assemble(Findings findings) {
  auto snapshot = std::make_shared<Snapshot>();
  const Inventory& inventory = *findings.inventory;
  std::vector<Allocation> allocations = Allocate(inventory, findings.evidence, findings.policy);
  snapshot->workload_findings =
      FindWorkloadTrouble(inventory, findings.evidence, allocations, findings.counters);
  std::vector<ChipHealth> verdicts;
  for (std::size_t i = 0; i < inventory.chips.size(); ++i) {
    ChipState chip;
    chip.index = inventory.chips[i].index;
    chip.counters = std::move(findings.counters[i]);
    chip.read_at = findings.read_at[i];
    chip.usage = std::move(findings.usage[i]);
    chip.health = std::move(findings.health[i]);
    chip.allocation = std::move(allocations[i]);
    verdicts.push_back(chip.health);
    if (IsFree(chip)) {
      snapshot->free.Add(chip.index);
    }
    snapshot->chips.push_back(std::move(chip));
  }
  snapshot->sequence = findings.sequence;
  snapshot->taken_at = findings.taken_at;
  snapshot->collection_time = findings.collection_time;
  snapshot->health = JudgeNode(inventory, verdicts);
  snapshot->valid_groups = std::move(findings.valid_groups);
  snapshot->inventory = std::move(findings.inventory);
  snapshot->evidence = std::move(findings.evidence);
  snapshot->sources = std::move(findings.sources);
  snapshot->probes = std::move(findings.probes);
  snapshot->traces = std::move(findings.traces);
  return snapshot;
}

}  // namespace neuron
