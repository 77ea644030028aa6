#include "agent/cli/difference.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/ranges_text.h"

namespace neuron {
namespace {

// "the host and chips 3, 7": of those that weigh that much.
std::string Whom(const std::vector<Difference>& differences, Gravity gravity) {
  ChipSet chips;
  bool host = false;
  for (const Difference& difference : differences) {
    if (difference.gravity != gravity) {
      continue;
    }
    if (difference.chip.has_value()) {
      chips.Add(*difference.chip);
    } else {
      host = true;
    }
  }
  std::vector<std::string> parts;
  if (host) {
    parts.push_back("the host");
  }
  if (!chips.empty()) {
    parts.push_back(
        absl::StrCat(chips.size() == 1 ? "chip " : "chips ", RangesText(chips.chips())));
  }
  return absl::StrJoin(parts, " and ");
}

}  // namespace

absl::string_view Word(Gravity gravity) {
  switch (gravity) {
    case Gravity::kGrave:
      return "problem";
    case Gravity::kUntold:
      return "unknown";
    case Gravity::kNote:
      break;
  }
  return "note";
}

std::vector<Difference> AskedFor(std::vector<Difference> differences, ChipSet asked) {
  if (!asked.empty()) {
    const auto is_other = [&](const Difference& difference) {
      return !difference.chip.has_value() || !asked.Contains(*difference.chip);
    };
    differences.erase(std::remove_if(differences.begin(), differences.end(), is_other),
                      differences.end());
  }
  return differences;
}

absl::optional<Gravity> Gravest(const std::vector<Difference>& differences) {
  absl::optional<Gravity> gravest;
  for (const Difference& difference : differences) {
    gravest = std::max(gravest.value_or(Gravity::kNote), difference.gravity);
  }
  return gravest;
}

absl::Status OutcomeOf(const std::vector<Difference>& differences) {
  const std::string bad = Whom(differences, Gravity::kGrave);
  const std::string untold = Whom(differences, Gravity::kUntold);
  if (!bad.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "problems of ", bad, untold.empty() ? "" : absl::StrCat("; unknown of ", untold)));
  }
  return untold.empty() ? absl::OkStatus()
                        : absl::UnknownError(absl::StrCat("not all could be told of ", untold));
}

}  // namespace neuron
