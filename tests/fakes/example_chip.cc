#include "tests/fakes/example_chip.h"

#include <string>
#include <utility>

#include "absl/strings/str_format.h"

namespace neuron {
namespace {

constexpr std::uint64_t kMiB = std::uint64_t{1} << 20;
constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

// By chip (neuron-driver.md §3.3).
constexpr std::uint32_t kRoutingIds[] = {0, 2, 6, 4, 1, 3, 7, 5, 9, 11, 15, 13, 8, 10, 14, 12};

// A 4x4 torus, row by row.
ChipSet Neighbours(int chip) {
  const int row = chip / 4;
  const int column = chip % 4;
  return {(row + 3) % 4 * 4 + column, (row + 1) % 4 * 4 + column, row * 4 + (column + 3) % 4,
          row * 4 + (column + 1) % 4};
}

Allocation AllocationOf(int chip) {
  if (kExampleHeld.Contains(chip)) return HeldBy({ExampleHolder()});
  return {Occupancy::kFree, {}, {}, absl::OkStatus()};
}

// Mebibytes from this number on; the most there were are 20 more.
template <typename Classes>
void NumberFrom(std::uint64_t number, Classes* classes) {
  for (MemoryUse& use : *classes) {
    use = {number * kMiB, (number + 20) * kMiB};
    ++number;
  }
}

TensorActivity ExampleTensorActivity(std::uint64_t number) {
  TensorActivity activity;
  activity.count = TensorActivity::kRowGroups;
  for (TensorActivity::RowGroup& group : activity.groups) {
    group = {number, number * 2, number * 7};
    ++number;
  }
  return activity;
}

CoreUsage ExampleCoreUsage(int chip, int core) {
  CoreUsage usage;
  usage.core = core;
  double rate = chip + core / 2.0;
  for (Reading<double>& per_second : usage.per_second) {
    per_second = rate;
    rate += 0.25;
  }
  usage.utilization = Utilization{UtilizationSource::kTimeInUse, (chip + core) / 32.0,
                                  absl::Milliseconds(1000 + chip)};
  return usage;
}

RawPower ExampleRawPower(int chip) {
  RawPower power;
  power.count = 2;
  power.dies[0] = {0, chip + 12.5};
  power.dies[1] = {1, Reading<double>::Absent()};
  return power;
}

}  // namespace

Allocation HeldBy(const std::vector<Holder>& holders) {
  Allocation allocation;
  allocation.occupancy = Occupancy::kHeld;
  for (const Holder& holder : holders) {
    Claim claim;
    claim.since = holder.since;
    claim.pid = holder.pid;
    claim.start_ticks = holder.start_ticks;
    allocation.claims.push_back(claim);
  }
  return allocation;
}

Holder ExampleHolder() { return MakeHolder(4711, 123456, "train", kExampleHeld); }

Holder MakeHolder(int pid, std::uint64_t start_ticks, std::string command, ChipSet held,
                  ChipSet observed) {
  Holder holder;
  holder.pid = pid;
  holder.start_ticks = start_ticks;
  holder.command = std::move(command);
  holder.held = held;
  holder.observed = observed;
  holder.since = kExampleStart - absl::Minutes(5);
  holder.state = 'S';
  holder.state_since = holder.since;
  return holder;
}

PciFunction ExamplePci(int chip) {
  PciFunction pci;
  pci.address = PciAddress{0, 0x10u + static_cast<std::uint32_t>(chip), 0x1e, 0};
  pci.type = ChipType::kTrainium1;
  pci.device_id = 0x7164;
  pci.revision = std::uint64_t{0};
  pci.numa_node = chip / 8;
  pci.local_cpus = std::string(chip / 8 == 0 ? "0-31,64-95" : "32-63,96-127");
  pci.link = {16.0, std::uint64_t{8}};
  pci.widest_link = {16.0, std::uint64_t{8}};
  pci.errors = {std::uint64_t{0}, std::uint64_t{0}, std::uint64_t{0}};
  pci.bound_to = std::string("neuron-driver");
  return pci;
}

DeviceAnswers ExampleAnswers(int chip) {
  DeviceAnswers answers;
  answers.pci = ExamplePci(chip).address;
  answers.architecture = 2u;
  answers.revision = 0u;
  answers.runtime_abi_min = 2u;
  answers.runtime_abi_max = 7u;
  answers.feature_flags = std::uint64_t{0xff};
  answers.routing_id = kRoutingIds[chip];
  answers.pod = Pod();
  return answers;
}

Chip ExampleChip(int index) {
  Chip chip;
  chip.index = index;
  chip.arch_type = std::string("NDv2");
  chip.family = std::string("Trn1");
  chip.device_name = std::string("Trainium1");
  chip.type = ChipType::kTrainium1;
  chip.serial_number = absl::StrFormat("1a2b3c4d5e%06x", index);
  chip.core_count = std::uint64_t{2};
  chip.cores = {{0, std::string("NCv2")}, {1, std::string("NCv2")}};
  chip.memory_bytes = 32 * kGiB;
  chip.connected = Neighbours(index);
  chip.identity = DeviceIdentity::CharacterDevice(245, static_cast<std::uint32_t>(index));
  chip.answers = ExampleAnswers(index);
  chip.firmware_api = std::uint64_t{8};
  chip.firmware_build = std::uint64_t{2100};
  chip.pci = ExamplePci(index);
  return chip;
}

CoreCounters ExampleCoreCounters(int chip, int core) {
  const std::uint64_t base = static_cast<std::uint64_t>(chip) * 1000 + core * 100;
  CoreCounters counters;
  counters.core = core;
  counters.device_memory = {(base + 1) * kMiB, (base + 61) * kMiB};
  counters.host_memory = {(base + 2) * kMiB, (base + 62) * kMiB};
  NumberFrom(base + 50, &counters.device_memory_by_class);
  std::uint64_t number = base + 20;
  for (Reading<std::uint64_t>& tally : counters.tallies) {
    tally = number++;
  }
  counters.tallies[CoreTally::kSuccess] = base + 3;
  counters.tallies[CoreTally::kFailure] = base + 4;
  counters.tallies[CoreTally::kHardwareError] = base + 5;
  counters.tallies[CoreTally::kInferences] = base + 6;
  counters.tallies[CoreTally::kModelLoads] = base + 7;
  counters.tallies[CoreTally::kResetRequests] = base + 8;
  counters.tallies[CoreTally::kResetFailures] = base + 9;
  counters.tensor = ExampleTensorActivity(base + 10);
  return counters;
}

ChipCounters ExampleCounters(int chip) {
  ChipCounters counters;
  counters.reset_state = ResetState::kReady;
  const std::uint64_t base = static_cast<std::uint64_t>(chip) * 1000;
  counters.read_at = decltype(counters.read_at)(kExampleStart + absl::Milliseconds(chip + 1));
  counters.ecc = decltype(counters.ecc)(std::uint64_t{0});
  counters.firmware = {UnhealthyComponents(), Heartbeat{false, static_cast<std::uint8_t>(chip + 1)},
                       base + 201};
  counters.power = PowerUse{PowerStatus::kValid, kExampleStart - absl::Seconds(chip + 1),
                            chip + 0.25, chip + 50.5, chip + 10.75};
  counters.raw_power = ExampleRawPower(chip);
  NumberFrom(base + 210, &counters.host_memory_by_class);
  counters.cores = {ExampleCoreCounters(chip, 0), ExampleCoreCounters(chip, 1)};
  return counters;
}

ChipHealth HealthOf(Verdict verdict, std::string reason, std::string evidence) {
  ChipHealth health;
  health.verdict = verdict;
  health.reason = std::move(reason);
  health.evidence = std::move(evidence);
  health.clears_when = "";
  return health;
}

ChipUsage ExampleUsage(int chip) {
  ChipUsage usage;
  usage.cores = {ExampleCoreUsage(chip, 0), ExampleCoreUsage(chip, 1)};
  usage.time_unit = TimeUnit::kNanoseconds;
  return usage;
}

ChipState ExampleChipState(int chip) {
  ChipState state;
  state.index = chip;
  state.counters = ExampleCounters(chip);
  state.read_at = kExampleStart + absl::Milliseconds(chip + 1);
  state.usage = ExampleUsage(chip);
  state.health = HealthOf(Verdict::kOk, "none", "");
  state.health.since = kExampleStart - absl::Hours(1);
  state.allocation = AllocationOf(chip);
  return state;
}

}  // namespace neuron
