#include "agent/cli/health_outcome.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/ranges_text.h"

namespace neuron {
namespace {

ChipSet ChipsOf(const Snapshot& snapshot, ChipSet asked, Verdict verdict) {
  ChipSet chips;
  for (const ChipState& chip : snapshot.chips) {
    if (IsAsked(asked, chip.index) && chip.health.verdict == verdict) {
      chips.Add(chip.index);
    }
  }
  return chips;
}

// "the host is degraded; bad: 15; suspect: 2, 7"
std::string Summary(const Snapshot& snapshot, ChipSet asked) {
  std::vector<std::string> parts;
  if (asked.empty()) {
    parts.push_back(absl::StrCat("the host is ", Word(snapshot.health)));
  }
  for (const Verdict verdict : {Verdict::kBad, Verdict::kSuspect, Verdict::kUnknown}) {
    const ChipSet chips = ChipsOf(snapshot, asked, verdict);
    if (!chips.empty()) {
      parts.push_back(absl::StrCat(Word(verdict), ": ", RangesText(chips.chips())));
    }
  }
  return absl::StrJoin(parts, "; ");
}

bool HasProblem(const Snapshot& snapshot, ChipSet asked) {
  const bool host_fails =
      snapshot.health == NodeHealth::kDegraded || snapshot.health == NodeHealth::kImpaired;
  return (asked.empty() && host_fails) || !ChipsOf(snapshot, asked, Verdict::kBad).empty() ||
         !ChipsOf(snapshot, asked, Verdict::kSuspect).empty();
}

}  // namespace

bool IsAsked(ChipSet asked, int chip) { return asked.empty() || asked.Contains(chip); }

absl::Status CheckThere(const Snapshot& snapshot, ChipSet asked) {
  std::vector<int> there;
  for (const ChipState& chip : snapshot.chips) {
    there.push_back(chip.index);
    asked.Remove(chip.index);
  }
  if (asked.empty()) {
    return absl::OkStatus();
  }
  return absl::NotFoundError(absl::StrCat("no chip ", asked.chips().front(),
                                          " on this host, which has ",
                                          there.empty() ? "none" : RangesText(there)));
}

absl::Status HealthOutcome(const Snapshot& snapshot, ChipSet asked) {
  if (HasProblem(snapshot, asked)) {
    return absl::FailedPreconditionError(Summary(snapshot, asked));
  }
  const bool host_unknown = asked.empty() && snapshot.health == NodeHealth::kUnknown;
  if (host_unknown || !ChipsOf(snapshot, asked, Verdict::kUnknown).empty()) {
    return absl::UnknownError(Summary(snapshot, asked));
  }
  return absl::OkStatus();
}

}  // namespace neuron
