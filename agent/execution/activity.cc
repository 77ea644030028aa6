#include "agent/execution/activity.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/device/live_counters.h"

namespace neuron {
namespace {

enum class Sign { kMoved, kStill, kSilent };

Sign Both(Sign a, Sign b) {
  if (a == Sign::kMoved || b == Sign::kMoved) {
    return Sign::kMoved;
  }
  return a == Sign::kStill || b == Sign::kStill ? Sign::kStill : Sign::kSilent;
}

constexpr CoreTally kExecutionTallies[] = {CoreTally::kSuccess, CoreTally::kFailure,
                                           CoreTally::kHardwareError, CoreTally::kInferences,
                                           CoreTally::kModelLoads};

Sign CompareCore(const CoreCounters& before, const CoreCounters& now) {
  Sign sign = Sign::kSilent;
  for (const CoreTally tally : kExecutionTallies) {
    const Reading<std::uint64_t>& was = before.tallies[tally];
    const Reading<std::uint64_t>& is = now.tallies[tally];
    if (was.has_value() && is.has_value()) {
      const bool rose = is.value() > was.value();
      sign = Both(sign, rose ? Sign::kMoved : Sign::kStill);
    }
  }
  return sign;
}

// Silent too if a core cannot be compared: it may be the one that computes.
Sign CompareCounters(const ActivitySigns& before, const ActivitySigns& now) {
  const auto& cores = now.counters.cores;
  if (!ShowsLiveCounters(now.generation) || cores.size() != before.counters.cores.size()) {
    return Sign::kSilent;
  }
  bool silent = cores.empty();
  for (std::size_t i = 0; i < cores.size(); ++i) {
    const Sign sign = CompareCore(before.counters.cores[i], cores[i]);
    if (sign == Sign::kMoved) {
      return Sign::kMoved;
    }
    silent = silent || sign == Sign::kSilent;
  }
  return silent ? Sign::kSilent : Sign::kStill;
}

bool MemoryChanged(const ChipCounters& before, const ChipCounters& now) {
  for (std::size_t i = 0; i < std::min(before.cores.size(), now.cores.size()); ++i) {
    const auto& was = before.cores[i].device_memory.bytes;
    const auto& is = now.cores[i].device_memory.bytes;
    if (was.has_value() && is.has_value() && was.value() != is.value()) {
      return true;
    }
  }
  return false;
}

const ProcessExecutions* FindTraced(const ActivitySigns& signs, const ProcessId& holder) {
  const auto found =
      std::find_if(signs.traced.begin(), signs.traced.end(),
                   [&](const ProcessExecutions& traced) { return traced.process == holder; });
  return found != signs.traced.end() ? &*found : nullptr;
}

// Everything that a process which uses its chip makes greater.
std::uint64_t Total(const ProcessExecutions& process) {
  return process.executions + process.other_statuses + process.scheduled + process.loads +
         process.unloads + process.inits + process.closes + process.read_bytes +
         process.written_bytes + process.allocated_device_bytes + process.missed;
}

Sign CompareHolder(const ActivitySigns& before, const ActivitySigns& now, const ProcessId& holder) {
  const ProcessExecutions* const is = FindTraced(now, holder);
  if (is == nullptr) {
    return Sign::kSilent;
  }
  const ProcessExecutions* const was = FindTraced(before, holder);
  if (is->in_flight > 0 || Total(*is) > (was != nullptr ? Total(*was) : 0)) {
    return Sign::kMoved;
  }
  return was != nullptr ? Sign::kStill : Sign::kSilent;
}

// Silent if one holder is, unless another moved.
Sign CompareHolders(const ActivitySigns& before, const ActivitySigns& now) {
  bool silent = now.holders.empty();
  for (const ProcessId& holder : now.holders) {
    const Sign sign = CompareHolder(before, now, holder);
    if (sign == Sign::kMoved) {
      return Sign::kMoved;
    }
    silent = silent || sign == Sign::kSilent;
  }
  return silent ? Sign::kSilent : Sign::kStill;
}

absl::Status WhyUnknown(const ActivitySigns& signs) {
  return absl::UnavailableError(
      absl::StrCat(ShowsLiveCounters(signs.generation)
                       ? "its counters of executions could not be compared"
                       : "drivers before 2.30 count executions when the process ends",
                   ", and not all of its holders are traced (--trace=executions)"));
}

}  // namespace

Reading<bool> JudgeActivity(const ActivitySigns& before, const ActivitySigns& now) {
  const Sign sign = Both(CompareCounters(before, now), CompareHolders(before, now));
  if (sign == Sign::kMoved || MemoryChanged(before.counters, now.counters)) {
    return true;
  }
  if (sign == Sign::kStill) {
    return false;
  }
  return Reading<bool>::Unknown(WhyUnknown(now));
}

Reading<bool> ActivityLedger::Look(int chip, absl::Duration at, ActivitySigns signs) {
  const auto known = chips_.find(chip);
  Seen seen;
  Reading<bool> judged;
  if (known != chips_.end()) {
    seen = std::move(known->second);
    judged = JudgeActivity(seen.signs, signs);
  } else {
    const bool under_way =
        std::any_of(signs.traced.begin(), signs.traced.end(),
                    [](const ProcessExecutions& traced) { return traced.in_flight > 0; });
    judged = under_way ? Reading<bool>(true)
                       : Reading<bool>::Unknown(absl::UnavailableError("looked at once so far"));
  }
  if (judged.has_value() && judged.value()) {
    seen.active_at = at;
  }
  seen.signs = std::move(signs);
  const bool recent = seen.active_at.has_value() && at - *seen.active_at <= window_;
  chips_[chip] = std::move(seen);
  return recent ? Reading<bool>(true) : judged;
}

}  // namespace neuron
