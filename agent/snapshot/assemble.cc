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

std::shared_ptr<const Snapshot> Assemble(Findings findings, SnapshotPool* pool) {
  std::unique_ptr<Snapshot> sheet = pool->Take();
  const Inventory& inventory = *findings.inventory;
  std::vector<Allocation> allocations = Allocate(inventory, findings.evidence, findings.policy);
  sheet->workload_findings =
      FindWorkloadTrouble(inventory, findings.evidence, allocations, findings.counters);
  sheet->health = JudgeNode(inventory, findings.health);
  sheet->chips.resize(inventory.chips.size());
  for (std::size_t i = 0; i < inventory.chips.size(); ++i) {
    ChipState& chip = sheet->chips[i];
    chip.index = inventory.chips[i].index;
    chip.counters = std::move(findings.counters[i]);
    chip.read_at = findings.read_at[i];
    chip.usage = std::move(findings.usage[i]);
    chip.health = std::move(findings.health[i]);
    chip.allocation = std::move(allocations[i]);
    if (IsFree(chip)) {
      sheet->free.Add(chip.index);
    }
  }
  sheet->sequence = findings.sequence;
  sheet->taken_at = findings.taken_at;
  sheet->collection_time = findings.collection_time;
  sheet->wish = findings.wish;
  sheet->valid_groups = std::move(findings.valid_groups);
  sheet->inventory = std::move(findings.inventory);
  sheet->evidence = std::move(findings.evidence);
  sheet->sources = std::move(findings.sources);
  sheet->probes = std::move(findings.probes);
  sheet->traces = std::move(findings.traces);
  sheet->kernel_log = std::move(findings.kernel_log);
  return pool->Seal(std::move(sheet));
}

}  // namespace neuron
