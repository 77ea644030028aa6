#include "agent/health/verdict.h"

#include <algorithm>

namespace neuron {
namespace {

bool IsUsable(const ChipHealth& chip) {
  return chip.verdict == Verdict::kOk || chip.verdict == Verdict::kSuspect;
}

bool IsBad(const ChipHealth& chip) { return chip.verdict == Verdict::kBad; }

}  // namespace

absl::string_view Word(Verdict verdict) {
  switch (verdict) {
    case Verdict::kOk:
      return "ok";
    case Verdict::kSuspect:
      return "suspect";
    case Verdict::kBad:
      return "bad";
    case Verdict::kUnknown:
      break;
  }
  return "unknown";
}

absl::string_view Word(NodeHealth health) {
  switch (health) {
    case NodeHealth::kOk:
      return "ok";
    case NodeHealth::kDegraded:
      return "degraded";
    case NodeHealth::kImpaired:
      return "impaired";
    case NodeHealth::kUnknown:
      break;
  }
  return "unknown";
}

NodeHealth JudgeNode(const Inventory& inventory, const std::vector<ChipHealth>& chips) {
  const bool expects = inventory.expected_chips.has_value();
  const bool fewer = expects && static_cast<int>(chips.size()) < inventory.expected_chips.value();
  const bool missing = fewer || !inventory.missing.empty();
  const bool any_usable = std::any_of(chips.begin(), chips.end(), IsUsable);
  const bool all_usable = std::all_of(chips.begin(), chips.end(), IsUsable);
  if (any_usable) {
    return all_usable && !missing ? NodeHealth::kOk : NodeHealth::kDegraded;
  }
  const bool any_bad = std::any_of(chips.begin(), chips.end(), IsBad);
  return any_bad || missing ? NodeHealth::kImpaired : NodeHealth::kUnknown;
}

}  // namespace neuron
