#include "agent/device/chip_reader.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/device/chip_files.h"
#include "agent/device/counter_plan.h"
#include "agent/device/counter_reading.h"
#include "agent/device/driver_version.h"

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

// Files that are read together.
struct FileGroup {
  std::vector<CounterFile> files;
  // One for each of `files` if they are kept open, else none.
  std::vector<UniqueFd> kept;

  void KeepOpen() { kept.resize(files.size()); }

  // Calls `f(file, kept)`, where `kept` may be null.
  template <typename F>
  void ForEach(F f) {
    for (std::size_t i = 0; i < files.size(); ++i) {
      f(files[i], kept.empty() ? nullptr : &kept[i]);
    }
  }
};

using FileGroups = EnumArray<CounterGroup, FileGroup, kCounterGroups>;

FileGroups Grouped(CounterPlan::Groups files, bool keep_open) {
  FileGroups groups;
  for (std::size_t i = 0; i < kCounterGroups; ++i) {
    groups[FileGroups::At(i)].files = std::move(files[FileGroups::At(i)]);
  }
  if (keep_open) {
    groups[CounterGroup::kFast].KeepOpen();
  }
  return groups;
}

FileGroup GroupOf(const absl::optional<CounterFile>& file, bool keep_open) {
  FileGroup group;
  if (file.has_value()) {
    group.files.push_back(*file);
  }
  if (keep_open) {
    group.KeepOpen();
  }
  return group;
}

// What tells two looks at a chip that it was reset between them.
struct ResetSigns {
  Reading<ResetState> state;
  Count requests;

  bool is_resetting() const { return state == Reading<ResetState>(ResetState::kResetting); }
  friend bool operator!=(const ResetSigns& a, const ResetSigns& b) {
    return a.state != b.state || a.requests != b.requests;
  }
};

}  // namespace

struct ChipReader::Plan {
  const std::shared_ptr<const TreeIndex> tree;
  const Count capacity;
  // One file or none, each.
  FileGroup reset;
  FileGroup reset_requests;
  FileGroups errors;
  FileGroups others;
};

class ChipReader::Pass {
 public:
  Pass(Plan* plan, const CounterGroups& groups, ChipCounters* counters)
      : plan_(*plan), groups_(groups), counters_(*counters), files_(plan->tree->directory()) {}

  void Read() {
    PrepareCores();
    const Reading<ResetState> reset = LookAtReset();
    if (groups_[CounterGroup::kFast]) {
      counters_.reset_state = reset;
    }
    // At once, so that little can happen since the look.
    ReadErrors(reset);
    ForEachFile(&plan_.others, [this](const CounterFile& file, UniqueFd* kept) {
      ReadCounter(file, plan_.capacity, &files_, kept, &counters_);
    });
  }

 private:
  void PrepareCores() {
    const std::vector<int>& cores = plan_.tree->cores();
    counters_.cores.resize(cores.size());
    for (std::size_t i = 0; i < cores.size(); ++i) {
      counters_.cores[i].core = cores[i];
    }
  }

  template <typename F>
  void ForEachFile(FileGroups* all, F f) {
    for (std::size_t i = 0; i < kCounterGroups; ++i) {
      if (groups_[CounterGroups::At(i)]) {
        (*all)[CounterGroups::At(i)].ForEach(f);
      }
    }
  }

  void ReadErrors(const Reading<ResetState>& reset) {
    bool has_errors = false;
    ForEachFile(&plan_.errors, [&](const CounterFile&, UniqueFd*) { has_errors = true; });
    if (!has_errors) {
      return;
    }
    const ResetSigns before = {reset, LookAtResetRequests()};
    if (before.is_resetting()) {
      ForEachFile(&plan_.errors, [this](const CounterFile& file, UniqueFd*) {
        Disbelieve(file, "not read, for the chip is in reset");
      });
      return;
    }
    ForEachFile(&plan_.errors, [this](const CounterFile& file, UniqueFd* kept) {
      NumberAt(file, &counters_) = ReadNumber(file, plan_.capacity, &files_, kept);
    });
    if (ResetSigns{LookAtReset(), LookAtResetRequests()} != before) {
      DisbelieveErrors();
    }
  }

  void DisbelieveErrors() {
    ForEachFile(&plan_.errors, [this](const CounterFile& file, UniqueFd*) {
      if (NumberAt(file, &counters_).has_value()) {
        Disbelieve(file, "not believed, for the chip's reset state changed meanwhile");
      }
    });
  }

  void Disbelieve(const CounterFile& file, absl::string_view why) {
    NumberAt(file, &counters_) = Disbelieved(file, files_, why);
  }

  Reading<ResetState> LookAtReset() {
    Reading<ResetState> state;
    plan_.reset.ForEach([&](const CounterFile& file, UniqueFd* kept) {
      state = ReadResetState(file, &files_, kept);
    });
    return state;
  }

  Count LookAtResetRequests() {
    Count requests;
    plan_.reset_requests.ForEach([&](const CounterFile& file, UniqueFd* kept) {
      requests = ReadNumber(file, plan_.capacity, &files_, kept);
    });
    return requests;
  }

  Plan& plan_;
  const CounterGroups& groups_;
  ChipCounters& counters_;
  ChipFiles files_;
};

ChipReader::ChipReader(std::shared_ptr<const TreeIndex> tree, Count memory_capacity_bytes,
                       bool keep_open) {
  CounterPlan files = PlanCounters(*tree);
  plan_.reset(new Plan{std::move(tree), std::move(memory_capacity_bytes),
                       GroupOf(files.reset, keep_open), GroupOf(files.reset_requests, keep_open),
                       Grouped(std::move(files.errors), keep_open),
                       Grouped(std::move(files.others), keep_open)});
}

ChipReader::~ChipReader() = default;

void ChipReader::Read(const CounterGroups& groups, absl::Time now, ChipCounters* counters) {
  Pass(plan_.get(), groups, counters).Read();
  for (std::size_t i = 0; i < kCounterGroups; ++i) {
    if (groups[CounterGroups::At(i)]) {
      counters->read_at[CounterGroups::At(i)] = now;
    }
  }
}

const std::shared_ptr<const TreeIndex>& ChipReader::tree() const { return plan_->tree; }

bool MayKeepOpen(const Reading<std::string>& driver_version) {
  constexpr DriverVersion kSafeSince = {2, 26, 5, 0};
  if (!driver_version.has_value()) {
    return false;
  }
  const absl::StatusOr<DriverVersion> version = ParseDriverVersion(driver_version.value());
  return version.ok() && !(*version < kSafeSince);
}

}  // namespace neuron
