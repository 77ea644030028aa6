#ifndef AGENT_WORKLOAD_HOLDER_TROUBLE_H_
#define AGENT_WORKLOAD_HOLDER_TROUBLE_H_

#include <vector>

#include "absl/time/time.h"
#include "agent/workload/evidence.h"
#include "agent/workload/workload_finding.h"

namespace neuron {

// What is wrong with processes that hold chips, whatever others have: one finding for each of them.
// Ages are as of the look at the holders. All pure.

// The driver cleans up within a second of a process's end.
inline constexpr absl::Duration kCleanUp = absl::Seconds(5);
// A register that cannot be read keeps its reader asleep for 15 s at most, a reset for 8 minutes.
inline constexpr absl::Duration kStuck = absl::Seconds(10);
inline constexpr absl::Duration kHopeless = absl::Minutes(10);

// Its main thread is dead (state Z or X) for kCleanUp or longer and others of it keep the chip.
// Medium confidence: that thread may just have ended first. Proposes SIGTERM.
std::vector<WorkloadFinding> FindDeadHolders(const Evidence& evidence);

// It is in state D in every look of kStuck or longer: medium confidence, wait; after kHopeless
// high, and only another host helps.
std::vector<WorkloadFinding> FindStuckHolders(const Evidence& evidence);

// All containers were seen, and its own went kCleanUp ago or longer: medium confidence, proposes
// SIGTERM. Or nobody knows of that and it has held for kStuck: low confidence, wait.
std::vector<WorkloadFinding> FindHoldersWithoutContainer(const Evidence& evidence);

// ECS says that its task is stopped: high confidence. Proposes to remove the container while it is
// there, else SIGTERM.
std::vector<WorkloadFinding> FindHoldersOfStoppedTasks(const Evidence& evidence);

// It is neuron-monitor, neuron-top or neuron-ls, which need no full attach and take a place by it:
// high confidence. Proposes SIGTERM, and to wait for neuron-ls, which ends by itself.
std::vector<WorkloadFinding> FindAttachedMonitors(const Evidence& evidence);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_TROUBLE_H_
