#include "agent/device/instance_type.h"

#include <algorithm>
#include <iterator>

namespace neuron {
namespace {

constexpr InstanceTypeFacts kTypes[] = {
    {"inf1.xlarge", ChipType::kInferentia, 1},    {"inf1.2xlarge", ChipType::kInferentia, 1},
    {"inf1.6xlarge", ChipType::kInferentia, 4},   {"inf1.24xlarge", ChipType::kInferentia, 16},
    {"inf2.xlarge", ChipType::kInferentia2, 1},   {"inf2.8xlarge", ChipType::kInferentia2, 1},
    {"inf2.24xlarge", ChipType::kInferentia2, 6}, {"inf2.48xlarge", ChipType::kInferentia2, 12},
    {"trn1.2xlarge", ChipType::kTrainium1, 1},    {"trn1.32xlarge", ChipType::kTrainium1, 16},
    {"trn1n.32xlarge", ChipType::kTrainium1, 16}, {"trn2.3xlarge", ChipType::kTrainium2, 1},
    {"trn2.48xlarge", ChipType::kTrainium2, 16},  {"trn2n.48xlarge", ChipType::kTrainium2, 16},
    {"trn2u.48xlarge", ChipType::kTrainium2, 16},
};

constexpr absl::string_view kUltraServers[] = {
    "trn2eu.48xlarge", "trn2p.48xlarge", "trn2u-ac.24xlarge", "trn2u.48xlarge", "trn3p.48xlarge",
};

}  // namespace

const InstanceTypeFacts* FindInstanceType(absl::string_view name) {
  const auto* found =
      std::find_if(std::begin(kTypes), std::end(kTypes),
                   [&](const InstanceTypeFacts& type) { return type.name == name; });
  return found == std::end(kTypes) ? nullptr : found;
}

bool IsUltraServer(absl::string_view instance_type) {
  return std::find(std::begin(kUltraServers), std::end(kUltraServers), instance_type) !=
         std::end(kUltraServers);
}

}  // namespace neuron
