#ifndef AGENT_SNAPSHOT_SNAPSHOT_H_
#define AGENT_SNAPSHOT_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/chip_set.h"
#include "agent/device/counters.h"
#include "agent/device/inventory.h"
#include "agent/health/kernel_log_report.h"
#include "agent/health/verdict.h"
#include "agent/snapshot/traces.h"
#include "agent/usage/chip_usage.h"
#include "agent/workload/allocation.h"
#include "agent/workload/evidence.h"
#include "agent/workload/workload_finding.h"
#include "probes/probe_report.h"

namespace neuron {

// What one chip was doing at the instant of a snapshot.
struct ChipState {
  // N of neuron<N>.
  int index = 0;
  // Totals are rebased: they never fall (agent/usage/rebased_counter.h). Unknown if the chip did
  // not answer.
  Reading<ChipCounters> counters;
  // When the chip was last visited: the age of what is unknown. Each group of counters has its own.
  absl::Time read_at;
  // How hard it works; none before it was first read, and where the counters are unknown.
  absl::optional<ChipUsage> usage;
  ChipHealth health;
  Allocation allocation;
};

// One of the agent's sources and how it fared in this snapshot.
struct SourceReport {
  // "sysfs" (the driver's tree), "processes" (who has descriptors), "uevents" (the kernel's word
  // that something changed; without it changes are seen a period later), "pci" (where chips are,
  // and which are missing), "kernel_log" (what the kernel says of chips), "firmware_events" (its
  // word that the health of a chip changed; without it that is seen a period later)...
  std::string name;
  // OK, or what is missing, with the cure.
  absl::Status status;
  // When it last answered in full; the infinite past if never.
  absl::Time last_success;
};

// One instant of this host: what is there, who has it, how it is. Sealed: made once by
// agent/snapshot/assemble.h, never changed, shared by everyone as shared_ptr<const Snapshot>.
struct Snapshot {
  // Grows by one from snapshot to snapshot of one agent run.
  std::uint64_t sequence = 0;
  // Wall clock when collection began, and how long it took.
  absl::Time taken_at;
  absl::Duration collection_time;
  // The latest of Demand's wishes for which its pass read the chips.
  std::uint64_t wish = 0;

  // Never null.
  std::shared_ptr<const Inventory> inventory;
  // In the order of inventory->chips, one each.
  std::vector<ChipState> chips;
  Evidence evidence;
  NodeHealth health = NodeHealth::kUnknown;
  std::vector<SourceReport> sources;
  // What somebody should look into of who has which chip, worst first.
  std::vector<WorkloadFinding> workload_findings;
  // How the BPF programs fare.
  std::vector<ProbeReport> probes;
  Traces traces;
  // What became of the kernel's log; nothing if it is not heard.
  absl::optional<KernelLogReport> kernel_log;

  // Chips that are known to be free: verdict ok or suspect, and not taken. What is unknown is not
  // in here.
  ChipSet free;
  // The sets of chips that one workload may be given on this host, free or not.
  std::vector<ChipSet> valid_groups;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SNAPSHOT_H_
