#include "agent/telemetry/ecs_attributes.h"

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/types/optional.h"
#include "agent/telemetry/workload_words.h"
#include "agent/workload/free_set.h"

namespace neuron {
namespace {

constexpr absl::string_view kNone = "_none_";
constexpr absl::string_view kUnknown = "unknown";

// The type that all chips share, or "unknown".
std::string FormatChipType(const Inventory& inventory) {
  if (inventory.chips.empty() || !inventory.chips[0].type.has_value()) {
    return std::string(kUnknown);
  }
  const Reading<ChipType>& first = inventory.chips[0].type;
  const bool same =
      absl::c_all_of(inventory.chips, [&](const Chip& chip) { return chip.type == first; });
  return std::string(same ? FactsOf(first.value()).attribute : kUnknown);
}

bool IsTaken(Occupancy occupancy) {
  return occupancy != Occupancy::kFree && occupancy != Occupancy::kUnknown;
}

// ", held 4, mapped 2": by the ways in which chips can be taken. Held is always named.
std::string CountTaken(const Snapshot& snapshot) {
  std::string text;
  for (const Occupancy way :
       {Occupancy::kHeld, Occupancy::kMapped, Occupancy::kLeased, Occupancy::kReserved}) {
    const auto chips = absl::c_count_if(
        snapshot.chips, [&](const ChipState& chip) { return chip.allocation.occupancy == way; });
    if (chips > 0 || way == Occupancy::kHeld) {
      absl::StrAppend(&text, ", ", Word(way), " ", chips);
    }
  }
  return text;
}

// "chips in all: 16, free 10, held 4, mapped 2".
std::string CountChips(const Snapshot& snapshot) {
  int unusable = 0;
  int unknown = 0;
  for (const ChipState& chip : snapshot.chips) {
    if (chip.allocation.occupancy == Occupancy::kUnknown) {
      ++unknown;
    } else if (!IsTaken(chip.allocation.occupancy) && !snapshot.free.Contains(chip.index)) {
      ++unusable;
    }
  }
  std::string text = absl::StrCat("chips in all: ", snapshot.chips.size(), ", free ",
                                  snapshot.free.size(), CountTaken(snapshot));
  if (unusable > 0) {
    absl::StrAppend(&text, ", not usable ", unusable);
  }
  if (unknown > 0) {
    absl::StrAppend(&text, ", not known to be free ", unknown);
  }
  return text;
}

// The first chip that is neither ok nor suspect, or what else JudgeNode() goes by, in words.
std::string ExplainHealth(const Snapshot& snapshot) {
  for (const ChipState& chip : snapshot.chips) {
    if (chip.health.verdict == Verdict::kBad || chip.health.verdict == Verdict::kUnknown) {
      return absl::StrCat("neuron", chip.index, ": ", chip.health.evidence);
    }
  }
  const Reading<int>& expected = snapshot.inventory->expected_chips;
  if (expected.has_value() && static_cast<int>(snapshot.chips.size()) < expected.value()) {
    return absl::StrCat(snapshot.chips.size(), " of ", expected.value(), " chips are there");
  }
  const std::vector<MissingChip>& missing = snapshot.inventory->missing;
  if (!missing.empty()) {
    return absl::StrCat(missing.size(), " more on PCI than the driver shows: ", missing[0].reason);
  }
  return snapshot.chips.empty() ? "there are no chips" : "every chip is ok or suspect";
}

DesiredAttribute Describe(const Snapshot& snapshot, AttributeKind kind,
                          absl::string_view generation) {
  switch (kind) {
    case AttributeKind::kFreeSet:
      return {kind, "", FormatFreeSet(snapshot.free), CountChips(snapshot)};
    case AttributeKind::kFits:
      return {
          kind, "", FormatFits(snapshot.valid_groups, snapshot.free),
          absl::StrCat("sizes of the valid groups that are free in whole; valid groups in all: ",
                       snapshot.valid_groups.size())};
    case AttributeKind::kHealth:
      return {kind, "", std::string(Word(snapshot.health)), ExplainHealth(snapshot)};
    case AttributeKind::kFreeChips:
      return {kind, "", absl::StrFormat("%02d", snapshot.free.size()),
              "chips known to be free and usable"};
    case AttributeKind::kChipCount:
      return {kind, "", absl::StrFormat("%02d", snapshot.chips.size()),
              "chips that the driver shows"};
    case AttributeKind::kChipType:
      return {kind, "", FormatChipType(*snapshot.inventory), "the type that all chips share"};
    case AttributeKind::kGeneration:
      break;
  }
  return {kind, "", std::string(generation), "boot, write and time of this set"};
}

absl::optional<absl::string_view> WithdrawnValue(AttributeKind kind, absl::string_view generation) {
  switch (kind) {
    case AttributeKind::kFreeSet:
    case AttributeKind::kFits:
      return kNone;
    case AttributeKind::kHealth:
      return kUnknown;
    case AttributeKind::kFreeChips:
      return absl::string_view("00");
    case AttributeKind::kGeneration:
      return generation;
    case AttributeKind::kChipCount:
    case AttributeKind::kChipType:
      break;
  }
  return absl::nullopt;
}

}  // namespace

std::vector<DesiredAttribute> DesiredAttributes(const Snapshot& snapshot,
                                                const AttributeNames& names,
                                                absl::string_view generation) {
  std::vector<DesiredAttribute> attributes;
  for (AttributeKind kind : names.kinds) {
    attributes.push_back(Describe(snapshot, kind, generation));
    attributes.back().name = AttributeName(names, kind);
  }
  return attributes;
}

std::vector<DesiredAttribute> WithdrawnAttributes(const AttributeNames& names,
                                                  absl::string_view generation) {
  std::vector<DesiredAttribute> attributes;
  for (AttributeKind kind : names.kinds) {
    const auto value = WithdrawnValue(kind, generation);
    if (value.has_value()) {
      attributes.push_back({kind, AttributeName(names, kind), std::string(*value),
                            "the agent is starting or has stopped"});
    }
  }
  return attributes;
}

}  // namespace neuron
