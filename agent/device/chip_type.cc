#include "agent/device/chip_type.h"

namespace neuron {
namespace {

constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

// In the order of the enum.
constexpr ChipTypeFacts kTypes[] = {
    {ChipType::kInferentia, "Inferentia", "inferentia", 4, 8 * kGiB},
    {ChipType::kTrainium1, "Trainium1", "trainium1", 2, 32 * kGiB},
    {ChipType::kInferentia2, "Inferentia2", "inferentia2", 2, 32 * kGiB},
    {ChipType::kTrainium2, "Trainium2", "trainium2", 8, 96 * kGiB},
    {ChipType::kTrainium3, "Trainium3", "trainium3", 8, 144 * kGiB},
};

}  // namespace

const ChipTypeFacts& FactsOf(ChipType type) { return kTypes[static_cast<int>(type)]; }

const ChipTypeFacts* FindChipType(absl::string_view device_name) {
  for (const ChipTypeFacts& facts : kTypes) {
    if (facts.device_name == device_name) {
      return &facts;
    }
  }
  return nullptr;
}

}  // namespace neuron
