#include "tests/fakes/example_chip.h"

#include <string>

#include "absl/strings/str_format.h"

namespace neuron {
namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

// A 4x4 torus, row by row.
ChipSet Neighbours(int chip) {
  const int row = chip / 4;
  const int column = chip % 4;
  return {(row + 3) % 4 * 4 + column, (row + 1) % 4 * 4 + column, row * 4 + (column + 3) % 4,
          row * 4 + (column + 1) % 4};
}

Allocation AllocationOf(int chip) {
  if (kExampleHeld.Contains(chip)) return {Occupancy::kHeld, {4711}, absl::OkStatus()};
  return {Occupancy::kFree, {}, absl::OkStatus()};
}

}  // namespace

DeviceAnswers ExampleAnswers(int chip) {
  DeviceAnswers answers;
  answers.pci = PciAddress{0, 0x10u + static_cast<std::uint32_t>(chip), 0x1e, 0};
  answers.architecture = 2u;
  answers.revision = 0u;
  answers.runtime_abi_min = 2u;
  answers.runtime_abi_max = 7u;
  answers.feature_flags = std::uint64_t{0x3f};
  return answers;
}

Chip ExampleChip(int index) {
  Chip chip;
  chip.index = index;
  chip.device_name = std::string("Trainium1");
  chip.type = ChipType::kTrainium1;
  chip.serial_number = absl::StrFormat("1a2b3c4d5e%06x", index);
  chip.core_count = std::uint64_t{2};
  chip.cores = {{0, std::string("NCv2")}, {1, std::string("NCv2")}};
  chip.memory_bytes = 32 * kGiB;
  chip.connected = Neighbours(index);
  chip.identity = DeviceIdentity::CharacterDevice(245, static_cast<std::uint32_t>(index));
  chip.answers = ExampleAnswers(index);
  chip.numa_node = index / 8;
  return chip;
}

CoreCounters ExampleCoreCounters(int chip, int core) {
  const std::uint64_t base = static_cast<std::uint64_t>(chip) * 1000 + core * 100;
  CoreCounters counters;
  counters.core = core;
  counters.device_memory_bytes = (base + 1) * kMiB;
  counters.host_memory_bytes = (base + 2) * kMiB;
  counters.executions_succeeded = base + 3;
  counters.executions_failed = base + 4;
  counters.hardware_errors = base + 5;
  counters.inferences = base + 6;
  counters.model_loads = base + 7;
  counters.reset_requests = base + 8;
  counters.reset_failures = base + 9;
  return counters;
}

ChipCounters ExampleCounters(int chip) {
  ChipCounters counters;
  counters.reset_state = ResetState::kReady;
  counters.sram_ecc_uncorrected = std::uint64_t{0};
  counters.hbm_ecc_uncorrected = std::uint64_t{0};
  counters.hbm_ecc_repairable = std::uint64_t{0};
  counters.cores = {ExampleCoreCounters(chip, 0), ExampleCoreCounters(chip, 1)};
  return counters;
}

ChipState ExampleChipState(int chip) {
  ChipState state;
  state.index = chip;
  state.counters = ExampleCounters(chip);
  state.read_at = kExampleStart + absl::Milliseconds(chip + 1);
  state.health = {Verdict::kOk, "none", ""};
  state.allocation = AllocationOf(chip);
  return state;
}

}  // namespace neuron
