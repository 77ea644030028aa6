#include "agent/telemetry/attribute_grammar.h"

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "agent/device/chip_type.h"
#include "agent/health/verdict.h"
#include "agent/telemetry/generation.h"

namespace neuron {
namespace {

bool IsTwoDigits(absl::string_view text) {
  return text.size() == 2 &&
         absl::c_all_of(text, [](unsigned char c) { return absl::ascii_isdigit(c); });
}

// "_none_", or "_00_01_08_": ascending.
bool IsNumberSet(absl::string_view value) {
  constexpr std::size_t kItem = 3;
  if (value == "_none_") {
    return true;
  }
  if (value.size() < 1 + kItem || value.size() % kItem != 1 || value.back() != '_') {
    return false;
  }
  absl::string_view last;
  for (std::size_t at = 0; at + 1 < value.size(); at += kItem) {
    const absl::string_view number = value.substr(at + 1, 2);
    if (value[at] != '_' || !IsTwoDigits(number) || number <= last) {
      return false;
    }
    last = number;
  }
  return true;
}

bool IsHealth(absl::string_view value) {
  constexpr NodeHealth kAll[] = {NodeHealth::kUnknown, NodeHealth::kOk, NodeHealth::kDegraded,
                                 NodeHealth::kImpaired};
  return absl::c_any_of(kAll, [&](NodeHealth health) { return Word(health) == value; });
}

bool IsChipType(absl::string_view value) {
  constexpr ChipType kAll[] = {ChipType::kInferentia, ChipType::kTrainium1, ChipType::kInferentia2,
                               ChipType::kTrainium2, ChipType::kTrainium3};
  return value == "unknown" ||
         absl::c_any_of(kAll, [&](ChipType type) { return FactsOf(type).attribute == value; });
}

}  // namespace

bool IsValueOf(AttributeKind kind, absl::string_view value) {
  switch (kind) {
    case AttributeKind::kFreeSet:
    case AttributeKind::kFits:
      return IsNumberSet(value);
    case AttributeKind::kHealth:
      return IsHealth(value);
    case AttributeKind::kFreeChips:
    case AttributeKind::kChipCount:
      return IsTwoDigits(value);
    case AttributeKind::kChipType:
      return IsChipType(value);
    case AttributeKind::kGeneration:
      break;
  }
  return ParseGeneration(value).has_value();
}

}  // namespace neuron
