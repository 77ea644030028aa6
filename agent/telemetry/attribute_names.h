#ifndef AGENT_TELEMETRY_ATTRIBUTE_NAMES_H_
#define AGENT_TELEMETRY_ATTRIBUTE_NAMES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// The custom attributes that a container instance can have from us, in order of value: where there
// is no room for all, the last go first.
enum class AttributeKind {
  // Which chips are free: "_00_01_08_".
  kFreeSet,
  // Group sizes for which a valid set of free chips exists: "_01_04_".
  kFits,
  // "ok", "degraded", "impaired", "unknown".
  kHealth,
  // How many chips are known to be free, in two digits.
  kFreeChips,
  // How many chips there are, in two digits.
  kChipCount,
  // "trainium1"; "unknown" if the chips are of no one known type.
  kChipType,
  // Who wrote this set and when, for audits: "7f3a-000042-1795000000".
  kGeneration,
};

// Which attributes to publish, and under what names.
struct AttributeNames {
  std::string prefix = "neuron.";
  // In order of value, each once.
  std::vector<AttributeKind> kinds = {AttributeKind::kFreeSet,   AttributeKind::kFits,
                                      AttributeKind::kHealth,    AttributeKind::kFreeChips,
                                      AttributeKind::kChipCount, AttributeKind::kChipType,
                                      AttributeKind::kGeneration};
};

// The full name of one: "neuron.free-set".
std::string AttributeName(const AttributeNames& names, AttributeKind kind);

// The names for a prefix and a comma-separated list of attributes without it ("free-set,health");
// an empty list means all seven. InvalidArgument if ECS would not take the names (ecs.md §1.2), if
// they belong to ECS (ecs., com.amazonaws.), or if a name in the list is not one of ours.
absl::StatusOr<AttributeNames> ParseAttributeNames(absl::string_view prefix,
                                                   absl::string_view list);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ATTRIBUTE_NAMES_H_
