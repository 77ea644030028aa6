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

absl::optional<ChipType> ChipTypeOnPci(std::uint32_t device_id) {
  switch (device_id) {
    case 0x7064:
    case 0x7065:
    case 0x7066:
    case 0x7067:
      return ChipType::kInferentia;
    case 0x7164:
      return ChipType::kTrainium1;
    case 0x7264:
      return ChipType::kInferentia2;
    case 0x7364:
      return ChipType::kTrainium2;
    case 0x7564:
    case 0x7565:
      return ChipType::kTrainium3;
  }
  return absl::nullopt;
}

}  // namespace neuron
