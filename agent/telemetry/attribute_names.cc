#include "agent/telemetry/attribute_names.h"

#include <algorithm>
#include <iterator>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "agent/base/status.h"

namespace neuron {
namespace {

// Of an attribute's name; the longest of ours is "chip-count".
constexpr std::size_t kMaxName = 128;
constexpr std::size_t kLongestSuffix = 10;

struct KindName {
  AttributeKind kind;
  absl::string_view suffix;
};

// In order of value.
constexpr KindName kKinds[] = {
    {AttributeKind::kFreeSet, "free-set"},     {AttributeKind::kFits, "fits"},
    {AttributeKind::kHealth, "health"},        {AttributeKind::kFreeChips, "free-chips"},
    {AttributeKind::kChipCount, "chip-count"}, {AttributeKind::kChipType, "chip-type"},
    {AttributeKind::kGeneration, "gen"},
};

absl::string_view SuffixOf(AttributeKind kind) { return kKinds[static_cast<int>(kind)].suffix; }

bool IsNameCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         absl::StrContains("-_./\\", absl::string_view(&c, 1));
}

absl::Status CheckPrefix(absl::string_view prefix) {
  if (prefix.size() + kLongestSuffix > kMaxName || !absl::c_all_of(prefix, IsNameCharacter)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--attribute_prefix=", prefix, ": ECS takes at most ", kMaxName,
                     " letters, digits and - _ . / \\ in an attribute's name"));
  }
  if (absl::StartsWith(prefix, "ecs.") || absl::StartsWith(prefix, "com.amazonaws.")) {
    return absl::InvalidArgumentError(absl::StrCat(
        "--attribute_prefix=", prefix, ": these names are ECS's own; choose another prefix"));
  }
  return absl::OkStatus();
}

absl::StatusOr<AttributeKind> ParseKind(absl::string_view suffix) {
  const auto* found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                   [&](const KindName& kind) { return kind.suffix == suffix; });
  if (found == std::end(kKinds)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--attributes: there is no attribute \"", suffix, "\"; choose from ",
                     absl::StrJoin(kKinds, ", ", [](std::string* out, const KindName& kind) {
                       absl::StrAppend(out, kind.suffix);
                     })));
  }
  return found->kind;
}

}  // namespace

std::string AttributeName(const AttributeNames& names, AttributeKind kind) {
  return absl::StrCat(names.prefix, SuffixOf(kind));
}

absl::StatusOr<AttributeNames> ParseAttributeNames(absl::string_view prefix,
                                                   absl::string_view list) {
  NEURON_RETURN_IF_ERROR(CheckPrefix(prefix));
  AttributeNames names;
  names.prefix = std::string(prefix);
  if (list.empty()) {
    return names;
  }
  names.kinds.clear();
  for (absl::string_view suffix : absl::StrSplit(list, ',')) {
    NEURON_ASSIGN_OR_RETURN(const AttributeKind kind, ParseKind(suffix));
    names.kinds.push_back(kind);
  }
  std::sort(names.kinds.begin(), names.kinds.end());
  names.kinds.erase(std::unique(names.kinds.begin(), names.kinds.end()), names.kinds.end());
  return names;
}

}  // namespace neuron
