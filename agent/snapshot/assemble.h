#ifndef AGENT_SNAPSHOT_ASSEMBLE_H_
#define AGENT_SNAPSHOT_ASSEMBLE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "agent/snapshot/snapshot.h"

namespace neuron {

// What one pass over the sources brought.
struct Findings {
  std::uint64_t sequence = 0;
  absl::Time taken_at;
  absl::Duration collection_time;
  // Never null.
  std::shared_ptr<const Inventory> inventory;
  // ValidGroups() of it.
  std::vector<ChipSet> valid_groups;
  // One for each chip of the inventory, in its order: what it counted, and when that was asked.
  std::vector<Reading<ChipCounters>> counters;
  std::vector<absl::Time> read_at;
  Evidence evidence;
  AllocationPolicy policy;
  std::vector<SourceReport> sources;
  std::vector<ProbeReport> probes;
  Traces traces;
};

// Draws the conclusions (verdicts, allocation, what is free, what fits) and seals the sheet. Pure.
std::shared_ptr<const Snapshot> Assemble(Findings findings);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_ASSEMBLE_H_
