#ifndef AGENT_DATASTORE_DESK_H_
#define AGENT_DATASTORE_DESK_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/clock.h"
#include "agent/base/process_id.h"
#include "agent/base/reader_crew.h"
#include "agent/datastore/attach_policy.h"
#include "agent/datastore/attaching_driver.h"
#include "agent/datastore/datastore_watch.h"
#include "agent/datastore/time_in_use_totals.h"
#include "agent/device/host_paths.h"
#include "agent/device/tree_index.h"
#include "agent/snapshot/datastore_facts.h"

namespace neuron {

// Has the datastores of the chips that are held read, by what each look at the host says. Made for
// --datastore=attach only. Loop's thread.
//
// A chip is attached to once MayAttach() allows it, and let go of as soon as a look finds nobody
// who holds it, or its last holder is known to have ended. A look that may not have seen everybody
// neither attaches nor lets go.
class DatastoreDesk : public DatastoreFacts {
 public:
  // How often chips are read, and how long one may take.
  using Pace = DatastoreWatch::Pace;

  // `clock` is borrowed.
  DatastoreDesk(HostPaths host, Clock* clock, ReaderCrew::Post post,
                std::shared_ptr<AttachingDriver> driver, Pace pace);
  // As ~DatastoreWatch(): detaching takes 10 ms a chip.
  ~DatastoreDesk() override;

  // Where a chip is not read these are unknown, each time anew, with the reason why.
  absl::optional<DatastoreSigns> SignsOf(const Chip& chip) const override;
  void Conclude(const Snapshot& snapshot) override;
  void NoteExit(int pid) override;

 private:
  // What is kept of a chip from look to look.
  struct Kept {
    // Another one is that of another chip, or of the same one as another driver shows it.
    std::shared_ptr<const TreeIndex> tree;
    std::uint64_t appearance = 0;
    absl::Duration unchanged_since;
    // Since when each is known to hold it.
    std::map<ProcessId, absl::Duration> holders;
    std::size_t cores = 0;
    TimeInUseTotals totals;
    absl::optional<DatastoreSigns> signs;
  };

  Kept Keep(const Chip& chip);
  DatastoreWatch::Subject Look(const Snapshot& snapshot, std::size_t place, Kept* kept) const;
  void NoteHolders(int chip, const HolderScan& scan, Kept* kept) const;
  absl::Status MayAttachTo(const Snapshot& snapshot, std::size_t place, const Kept& kept) const;
  AttachConditions ConditionsOf(const ChipState& state, const Kept& kept) const;
  DatastoreWatch::Subject SubjectOf(const Chip& chip, const Inventory& inventory,
                                    const Kept& kept) const;
  void ForgetEnded(const HolderScan& scan);
  void Hear(int chip, const DatastoreWatch::Counts& counts, absl::Duration at);

  const HostPaths host_;
  Clock* const clock_;
  std::map<int, Kept> kept_;
  std::uint64_t appearances_ = 0;
  // Holders that have ended since a look that may come back with them began.
  std::set<ProcessId> ended_;
  // As the watch has them.
  std::vector<DatastoreWatch::Subject> subjects_;
  DatastoreWatch watch_;
};

}  // namespace neuron

#endif  // AGENT_DATASTORE_DESK_H_
