#ifndef AGENT_SNAPSHOT_WORKLOAD_FACTS_H_
#define AGENT_SNAPSHOT_WORKLOAD_FACTS_H_

#include <functional>
#include <vector>

#include "agent/device/chip_identities.h"
#include "agent/snapshot/snapshot.h"
#include "agent/workload/evidence.h"

namespace neuron {

// What is known of who has the chips besides what the host's own files show: tasks, leases,
// reservations, and how their sources fare. Used on the loop's thread only.
class WorkloadFacts {
 public:
  virtual ~WorkloadFacts() = default;

  // From now on calls `changed` when Complete() would add something else than before, and `look`
  // when the host is to be looked at anew; on the loop's thread, never from within a call of these.
  // Called once.
  virtual void Start(std::function<void()> changed, std::function<void()> look) = 0;

  // Adds what is known to what a look for these chips brought.
  virtual void Complete(const ChipIdentities& chips, Evidence* evidence) = 0;

  // What the latest look comes to, whether that is told to others or not.
  virtual void Conclude(const Snapshot& snapshot) = 0;

  virtual std::vector<SourceReport> Sources() const = 0;
  virtual std::vector<ProbeReport> Probes() const = 0;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_WORKLOAD_FACTS_H_
