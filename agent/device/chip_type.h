#ifndef AGENT_DEVICE_CHIP_TYPE_H_
#define AGENT_DEVICE_CHIP_TYPE_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {

enum class ChipType { kInferentia, kTrainium1, kInferentia2, kTrainium2, kTrainium3 };

// What every chip of a type has in common (neuron-driver.md §§7.2, 9.1).
struct ChipTypeFacts {
  ChipType type;
  // As sysfs info/architecture/device_name says it: "Trainium1".
  absl::string_view device_name;
  // As the attribute neuron.chip-type says it: "trainium1".
  absl::string_view attribute;
  // Physical NeuronCores: sysfs neuron_core<M>.
  int cores;
  // Device memory; the firmware's own reservation is included.
  std::uint64_t memory_bytes;
};

const ChipTypeFacts& FactsOf(ChipType type);

// The type whose chips call themselves `device_name`; null for a name we do not know.
const ChipTypeFacts* FindChipType(absl::string_view device_name);

// Amazon's, on PCI.
inline constexpr std::uint32_t kNeuronPciVendor = 0x1d0f;

// The type of chip with this device id on PCI (neuron-driver.md §3.1); none if it is no chip of
// ours.
absl::optional<ChipType> ChipTypeOnPci(std::uint32_t device_id);

}  // namespace neuron

#endif  // AGENT_DEVICE_CHIP_TYPE_H_
