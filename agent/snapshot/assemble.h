#ifndef AGENT_SNAPSHOT_ASSEMBLE_H_
#define AGENT_SNAPSHOT_ASSEMBLE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/optional.h"
#include "agent/snapshot/snapshot.h"
#include "agent/snapshot/snapshot_pool.h"
#include "agent/usage/datastore_meter.h"

namespace neuron {

// What one pass over the sources brought.
struct Findings {
  std::uint64_t sequence = 0;
  absl::Time taken_at;
  absl::Duration collection_time;
  // Snapshot::wish.
  std::uint64_t wish = 0;
  // Never null.
  std::shared_ptr<const Inventory> inventory;
  // ValidGroups() of it.
  std::vector<ChipSet> valid_groups;
  // One for each chip of the inventory, in its order: what it counted, and when that was asked.
  std::vector<Reading<ChipCounters>> counters;
  std::vector<absl::Time> read_at;
  // When the counters were read, by a clock that never goes back; empty if that was when they are
  // judged.
  std::vector<absl::Duration> sampled_at;
  // And which chip of that index it is, of those that have come and gone; and which load of the
  // driver this is, both counted by this run of the agent.
  std::vector<std::uint64_t> appearances;
  std::uint64_t driver_load = 0;
  // HostReport::module_inode of that load; 0 if it is not known.
  std::uint64_t module_inode = 0;
  // One for each chip, as above; empty where nobody reads datastores.
  std::vector<absl::optional<DatastoreSigns>> datastores;
  // One for each chip, as above: drawn from all of the rest (agent/snapshot/judgement.h).
  std::vector<absl::optional<ChipUsage>> usage;
  std::vector<ChipHealth> health;
  Evidence evidence;
  AllocationPolicy policy;
  std::vector<SourceReport> sources;
  std::vector<ProbeReport> probes;
  Traces traces;
  absl::optional<KernelLogReport> kernel_log;
};

// Draws the conclusions (allocation, what is free, what fits, the host's health) and seals them on
// a sheet of the pool. Pure.
std::shared_ptr<const Snapshot> Assemble(Findings findings, SnapshotPool* pool);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_ASSEMBLE_H_
