#ifndef AGENT_SNAPSHOT_SEALER_H_
#define AGENT_SNAPSHOT_SEALER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "agent/base/clock.h"
#include "agent/base/reading.h"
#include "agent/snapshot/activities.h"
#include "agent/snapshot/assemble.h"
#include "agent/snapshot/chip_report.h"
#include "agent/snapshot/datastore_facts.h"
#include "agent/snapshot/judgement.h"
#include "agent/snapshot/snapshot.h"
#include "agent/snapshot/snapshot_pool.h"
#include "agent/snapshot/verdict_book.h"
#include "agent/snapshot/workload_facts.h"
#include "agent/snapshot/workload_visit.h"

namespace neuron {

// Makes snapshots of what passes, glances and looks bring, each with the latest that is known of
// who has the chips, and hands them on. Used on the loop's thread only.
class Sealer {
 public:
  // Called with each snapshot, on the loop's thread.
  using Sink = std::function<void(std::shared_ptr<const Snapshot>)>;

  // All are borrowed.
  struct Facts {
    WorkloadFacts* workload;
    // Null where nobody reads datastores.
    DatastoreFacts* datastores = nullptr;
    // Null where verdicts are not kept.
    VerdictBook* verdicts = nullptr;
  };

  // `clock` is borrowed.
  Sealer(AllocationPolicy policy, HealthRules rules, Clock* clock, Facts facts, Sink sink);

  // From the next pass on, other rules of health hold.
  void SetRules(HealthRules rules) { judgement_.SetRules(std::move(rules)); }

  // Something that speaks against a chip was seen, at this time of a clock that never goes back: it
  // counts from the next pass on.
  void Note(const Sign& sign, absl::Duration at) { judgement_.Note(sign, at); }

  // What a look brought counts from now on, unless one that began later has been taken in.
  void Take(WorkloadReport report);
  // Of the look that counts; 0 before any.
  std::uint64_t turn() const { return report_.plan.turn; }

  // A pass has ended: `findings` is complete but for the evidence, the datastores, the policy, the
  // sequence, the groups, and what is drawn from all of it. `sources` of it come before those of
  // the facts.
  void SealPass(Findings findings);

  // Chips or their driver have come or gone (agent/snapshot/first_word.h).
  void SealFirstWord(std::shared_ptr<const Inventory> inventory, std::vector<SourceReport> sources);

  // What looks at single chips brought, and what holds now of the host: all as in Findings.
  struct Looks {
    std::shared_ptr<const Inventory> inventory;
    std::uint64_t driver_load = 0;
    std::uint64_t module_inode = 0;
    std::vector<ChipReport> reports;
  };
  // What was counted on these chips, how hard they work and how well they are is told anew, with
  // the latest evidence; all else is as it was told last. Chips that the inventory does not have
  // are left out. Says nothing before the first pass.
  void SealLooks(Looks looks);

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
  void AddDatastores(Findings* findings) const;
  std::shared_ptr<const Snapshot> Make(Findings findings);
  void Conclude(const Snapshot& snapshot);
  void HandOn(std::shared_ptr<const Snapshot> snapshot);

  const AllocationPolicy policy_;
  Clock* const clock_;
  const Facts facts_;
  const Sink sink_;
  WorkloadReport report_;
  Activities activities_;
  Judgement judgement_;
  // By the last pass.
  std::map<int, Reading<bool>> executing_;
  // By chip, when a look last found it held; of one that is not in here, when this was made.
  std::map<int, absl::Duration> held_at_;
  const absl::Duration made_at_;
  SnapshotPool pool_;
  std::uint64_t sequence_ = 0;
  std::shared_ptr<const Snapshot> last_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_SEALER_H_
