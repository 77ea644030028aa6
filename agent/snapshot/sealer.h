#ifndef AGENT_SNAPSHOT_SEALER_H_
#define AGENT_SNAPSHOT_SEALER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "agent/base/clock.h"
#include "agent/base/reading.h"
#include "agent/snapshot/activities.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/snapshot.h"
#include "agent/snapshot/workload_facts.h"
#include "agent/snapshot/workload_visit.h"

namespace neuron {

// Makes snapshots of what passes, glances and looks bring, each with the latest that is known of
// who has the chips, and hands them on. Used on the loop's thread only.
class Sealer {
 public:
  // Called with each snapshot, on the loop's thread.
  using Sink = std::function<void(std::shared_ptr<const Snapshot>)>;

  // `clock` and `facts` are borrowed.
  Sealer(AllocationPolicy policy, Clock* clock, WorkloadFacts* facts, Sink sink);

  // What a look brought counts from now on, unless one that began later has been taken in.
  void Take(WorkloadReport report);
  // Of the look that counts; 0 before any.
  std::uint64_t turn() const { return report_.plan.turn; }

  // A pass has ended: `findings` is complete but for the evidence, the policy, the sequence and the
  // groups. `sources` of it come before those of the facts.
  void SealPass(Findings findings);

  // Chips or their driver have come or gone (agent/snapshot/first_word.h).
  void SealFirstWord(std::shared_ptr<const Inventory> inventory, std::vector<SourceReport> sources);

  // Who has the chips may be known better than it was told. Says nothing if that changes nothing,
  // nor if the look that counts was for other chips than those of the last snapshot: then a pass is
  // about to tell of both.
  void SealWorkload();

  // The latest; null before the first.
  const std::shared_ptr<const Snapshot>& last() const { return last_; }

 private:
  void NoteHeld(const HolderScan& scan);
  std::map<int, absl::Duration> UnheldFor() const;
  Findings FromLast(std::shared_ptr<const Inventory> inventory) const;
  void AddEvidence(Findings* findings) const;
  std::shared_ptr<const Snapshot> Make(Findings findings) const;
  void HandOn(std::shared_ptr<const Snapshot> snapshot);

  const AllocationPolicy policy_;
  Clock* const clock_;
  WorkloadFacts* const facts_;
  const Sink sink_;
  WorkloadReport report_;
  Activities activities_;
  // By the last pass.
  std::map<int, Reading<bool>> executing_;
  // By chip, when a look last found it held; of one that is not in here, when this was made.
  std::map<int, absl::Duration> held_at_;
  const absl::Duration made_at_;
  std::uint64_t sequence_ = 0;
  std::shared_ptr<const Snapshot> last_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SEALER_H_
