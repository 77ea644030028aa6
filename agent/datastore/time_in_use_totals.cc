#include "agent/datastore/time_in_use_totals.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace neuron {
namespace {

using Count = Reading<std::uint64_t>;

std::vector<Count> AllUnknown(const absl::Status& why, std::size_t cores) {
  return std::vector<Count>(cores, Count::Unknown(why));
}

absl::Status Unavailable(absl::string_view why) { return absl::UnavailableError(why); }

// The first of the holders whose datastore should be there and could not be read, as a Status.
absl::Status Unread(const std::vector<HolderCounts>& counts) {
  const auto found = std::find_if(counts.begin(), counts.end(), [](const HolderCounts& holder) {
    return holder.counts.is_unknown();
  });
  return found == counts.end() ? absl::OkStatus() : found->counts.why();
}

std::vector<Count> TicksOf(const DatastoreCounts& counts, std::size_t cores) {
  std::vector<Count> ticks(cores);
  for (std::size_t core = 0; core < std::min(cores, counts.cores.size()); ++core) {
    ticks[core] = counts.cores[core][CoreTally::kTimeInUse];
  }
  return ticks;
}

// Whether both are about the same.
template <typename Map>
bool SameKeys(const Map& a, const Map& b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(),
                    [](const auto& one, const auto& other) { return one.first == other.first; });
}

}  // namespace

std::vector<Count> TimeInUseTotals::Take(const std::vector<HolderCounts>& counts,
                                         std::size_t cores) {
  const absl::Status unread = Unread(counts);
  if (!unread.ok()) {
    return AllUnknown(unread, cores);
  }
  Ticks now;
  for (const HolderCounts& holder : counts) {
    if (holder.counts.has_value()) {
      now[holder.holder] = TicksOf(holder.counts.value(), cores);
    }
  }
  totals_.resize(cores);
  std::vector<Count> totals;
  if (now.empty()) {
    totals = AllUnknown(Unavailable("no holder of the chip has a datastore"), cores);
  } else if (!SameKeys(now, last_)) {
    totals = AllUnknown(Unavailable("the runtimes are not those of the reading before"), cores);
  } else {
    for (std::size_t core = 0; core < cores; ++core) {
      totals.push_back(TotalOf(core, now));
    }
  }
  last_ = std::move(now);
  return totals;
}

Count TimeInUseTotals::TotalOf(std::size_t core, const Ticks& now) {
  std::uint64_t grown = 0;
  for (const auto& [process, ticks] : now) {
    const std::vector<Count>& before = last_.at(process);
    if (core >= before.size() || !before[core].has_value() || !ticks[core].has_value()) {
      return Count::Absent();
    }
    if (ticks[core].value() < before[core].value()) {
      return Count::Unknown(Unavailable("the time in use of a datastore fell"));
    }
    grown += ticks[core].value() - before[core].value();
  }
  return totals_[core] += grown;
}

}  // namespace neuron
