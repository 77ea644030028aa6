#include "agent/datastore_desk.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/device/live_counters.h"

namespace neuron {
namespace {

DatastoreSigns Unknown(const absl::Status& why, std::size_t cores, absl::Duration at) {
  DatastoreSigns signs;
  signs.time_in_use.assign(cores, Reading<std::uint64_t>::Unknown(why));
  signs.at = at;
  return signs;
}

ProcessId ProcessOf(const Holder& holder) { return {holder.pid, holder.start_ticks}; }

// True if it was among them.
bool Remove(int pid, std::vector<ProcessId>* processes) {
  const auto end = std::remove_if(processes->begin(), processes->end(),
                                  [pid](const ProcessId& process) { return process.pid == pid; });
  const bool found = end != processes->end();
  processes->erase(end, processes->end());
  return found;
}

}  // namespace

DatastoreDesk::DatastoreDesk(HostPaths host, Clock* clock, ReaderCrew::Post post,
                             std::shared_ptr<AttachingDriver> driver, Pace pace)
    : host_(std::move(host)),
      clock_(clock),
      watch_(clock, std::move(post), std::move(driver), pace,
             [this](int chip, const DatastoreWatch::Counts& counts, absl::Duration at) {
               Hear(chip, counts, at);
             }) {}

DatastoreDesk::~DatastoreDesk() = default;

absl::optional<DatastoreSigns> DatastoreDesk::SignsOf(const Chip& chip) const {
  const auto found = kept_.find(chip.index);
  return found != kept_.end() && found->second.tree == chip.tree ? found->second.signs
                                                                 : absl::nullopt;
}

void DatastoreDesk::Conclude(const Snapshot& snapshot) {
  ForgetEnded(snapshot.evidence.holders);
  std::map<int, Kept> kept_now;
  subjects_.clear();
  for (std::size_t place = 0; place < snapshot.chips.size(); ++place) {
    Kept kept = Keep(snapshot.inventory->chips[place]);
    subjects_.push_back(Look(snapshot, place, &kept));
    kept_now[subjects_.back().chip] = std::move(kept);
  }
  kept_ = std::move(kept_now);
  watch_.Follow(subjects_);
}

void DatastoreDesk::NoteExit(int pid) {
  bool changed = false;
  for (DatastoreWatch::Subject& subject : subjects_) {
    for (const ProcessId& holder : subject.holders) {
      if (holder.pid == pid) {
        ended_.insert(holder);
        kept_.at(subject.chip).holders.erase(holder);
      }
    }
    changed |= Remove(pid, &subject.holders);
  }
  if (changed) {
    watch_.Follow(subjects_);
  }
}

// What was known of it, if it is the same.
DatastoreDesk::Kept DatastoreDesk::Keep(const Chip& chip) {
  const auto found = kept_.find(chip.index);
  if (found != kept_.end() && found->second.tree == chip.tree) {
    return std::move(found->second);
  }
  Kept kept;
  kept.tree = chip.tree;
  kept.appearance = ++appearances_;
  kept.unchanged_since = clock_->Monotonic();
  kept.cores = chip.cores.size();
  return kept;
}

DatastoreWatch::Subject DatastoreDesk::Look(const Snapshot& snapshot, std::size_t place,
                                            Kept* kept) const {
  const Inventory& inventory = *snapshot.inventory;
  NoteHolders(inventory.chips[place].index, snapshot.evidence.holders, kept);
  DatastoreWatch::Subject subject = SubjectOf(inventory.chips[place], inventory, *kept);
  subject.allowed = MayAttachTo(snapshot, place, *kept);
  if (ShowsLiveCounters(inventory.generation)) {
    kept->signs = absl::nullopt;
  } else if (!subject.allowed.ok()) {
    kept->signs = Unknown(subject.allowed, kept->cores, clock_->Monotonic());
  }
  return subject;
}

void DatastoreDesk::NoteHolders(int chip, const HolderScan& scan, Kept* kept) const {
  if (!scan.sight.ok()) {
    return;
  }
  std::map<ProcessId, absl::Duration> holders;
  for (const Holder& holder : scan.holders) {
    const ProcessId process = ProcessOf(holder);
    if (holder.held.Contains(chip) && ended_.count(process) == 0) {
      const auto before = kept->holders.find(process);
      holders[process] = before != kept->holders.end() ? before->second : clock_->Monotonic();
    }
  }
  kept->holders = std::move(holders);
}

absl::Status DatastoreDesk::MayAttachTo(const Snapshot& snapshot, std::size_t place,
                                        const Kept& kept) const {
  const absl::Status& sight = snapshot.evidence.holders.sight;
  return sight.ok() ? MayAttach(snapshot.inventory->chips[place], snapshot.inventory->generation,
                                ConditionsOf(snapshot.chips[place], kept))
                    : sight;
}

AttachConditions DatastoreDesk::ConditionsOf(const ChipState& state, const Kept& kept) const {
  AttachConditions conditions;
  const absl::Duration now = clock_->Monotonic();
  conditions.unchanged_for = now - kept.unchanged_since;
  conditions.reset_state = state.counters.has_value()
                               ? state.counters.value().reset_state
                               : Reading<ResetState>::Unknown(state.counters.why());
  conditions.holders = static_cast<int>(kept.holders.size());
  conditions.held_for = absl::InfiniteDuration();
  for (const auto& [process, since] : kept.holders) {
    conditions.held_for = std::min(conditions.held_for, now - since);
  }
  return conditions;
}

DatastoreWatch::Subject DatastoreDesk::SubjectOf(const Chip& chip, const Inventory& inventory,
                                                 const Kept& kept) const {
  DatastoreWatch::Subject subject;
  subject.chip = chip.index;
  subject.appearance = kept.appearance;
  subject.place.node = absl::StrCat(host_.dev, "/neuron", chip.index);
  subject.place.proc = host_.proc;
  subject.place.generation =
      inventory.generation.has_value() ? inventory.generation.value() : DriverVersion();
  subject.place.cores = kept.cores;
  for (const auto& [process, since] : kept.holders) {
    subject.holders.push_back(process);
  }
  return subject;
}

// Looks that begin from now on do not find them.
void DatastoreDesk::ForgetEnded(const HolderScan& scan) {
  if (!scan.sight.ok() || ended_.empty()) {
    return;
  }
  std::set<ProcessId> still_told;
  for (const Holder& holder : scan.holders) {
    if (ended_.count(ProcessOf(holder)) != 0) {
      still_told.insert(ProcessOf(holder));
    }
  }
  ended_ = std::move(still_told);
}

void DatastoreDesk::Hear(int chip, const DatastoreWatch::Counts& counts, absl::Duration at) {
  const auto found = kept_.find(chip);
  if (found == kept_.end()) {
    return;
  }
  Kept& kept = found->second;
  // What was concluded while it was read counts, and the next reading has all that this one had.
  if (kept.signs.has_value() && at < kept.signs->at) {
    return;
  }
  kept.signs = counts.ok() ? DatastoreSigns{kept.totals.Take(*counts, kept.cores), at}
                           : Unknown(counts.status(), kept.cores, at);
}

}  // namespace neuron
