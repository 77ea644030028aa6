#include "tests/simulator/driver/chip_file.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

namespace neuron::sim {
namespace {

constexpr absl::string_view kChips = "neuron_device";
constexpr absl::string_view kChip = "neuron";
constexpr absl::string_view kCore = "neuron_core";

// The number behind the prefix; -1 if the name is not like that.
int NumberBehind(absl::string_view name, absl::string_view prefix) {
  int number = -1;
  return absl::ConsumePrefix(&name, prefix) && absl::SimpleAtoi(name, &number) ? number : -1;
}

bool IsAttributeOfCounter(absl::string_view name) {
  return name == "total" || name == "present" || name == "peak";
}

// A memory error count is the sum of several.
int RegistersOf(absl::string_view name) {
  if (absl::StartsWith(name, "mem_ecc_")) return 2;
  return absl::StartsWith(name, "sram_ecc_") || name == "serial_number" ? 1 : 0;
}

}  // namespace

std::optional<ChipFile> ChipFileOf(const Node& file) {
  ChipFile found;
  for (const Node* node = &file; node->parent != nullptr; node = node->parent) {
    if (found.core < 0) found.core = NumberBehind(node->name, kCore);
    if (node->parent->name != kChips) continue;
    found.chip = NumberBehind(node->name, kChip);
    if (found.chip < 0) return std::nullopt;
    found.is_counter = IsAttributeOfCounter(file.name);
    if (found.is_counter && found.core >= 0) found.event = FindEventCounter(file.parent->name);
    found.is_reset = file.name == "reset" && file.parent == node;
    found.registers = RegistersOf(file.name);
    return found;
  }
  return std::nullopt;
}

}  // namespace neuron::sim
