#include "tests/fakes/ultraserver_snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

constexpr int kSold = 16;
constexpr int kMissing = 15;
constexpr std::uint64_t kGiB = std::uint64_t{1} << 30;

PciFunction MakePci(int chip) {
  PciFunction pci = ExamplePci(chip);
  pci.type = ChipType::kTrainium2;
  pci.device_id = 0x7364;
  pci.link.speed_gts = 32.0;
  pci.widest_link.speed_gts = 32.0;
  return pci;
}

DeviceAnswers MakeAnswers(int chip) {
  DeviceAnswers answers = ExampleAnswers(chip);
  answers.architecture = 3u;
  answers.runtime_abi_min = 10u;
  answers.runtime_abi_max = 11u;
  answers.core_order = std::vector<int>{4, 5, 6, 7, 2, 3, 0, 1};
  answers.pod = Pod{PodType::kTorus, PodState::kUltraServer, 0x5e1f00d, 4, 1};
  return answers;
}

Chip MakeChip(int index) {
  Chip chip = ExampleChip(index);
  chip.arch_type = std::string("NDv3");
  chip.family = std::string("Trn2");
  chip.device_name = std::string("Trainium2");
  chip.type = ChipType::kTrainium2;
  chip.core_count = std::uint64_t{8};
  chip.cores.clear();
  for (int core = 0; core < 8; ++core) {
    chip.cores.push_back({core, std::string("NCv3")});
  }
  chip.memory_bytes = 96 * kGiB;
  chip.answers = MakeAnswers(index);
  chip.pci = MakePci(index);
  return chip;
}

std::vector<Chip> MakeChips() {
  std::vector<Chip> chips;
  for (int chip = 0; chip < kMissing; ++chip) {
    chips.push_back(MakeChip(chip));
  }
  PciFunction worn = MakePci(6);
  worn.link.width = std::uint64_t{4};
  worn.errors = {std::uint64_t{1234}, std::uint64_t{2}, std::uint64_t{1}};
  chips[6].pci = worn;
  return chips;
}

ClassAttributes MakeClassAttributes() {
  ClassAttributes attributes;
  attributes.node_id_2 = std::uint64_t{1};
  attributes.node_id_4 = std::uint64_t{1};
  attributes.server_id_2 = std::string("0000000005e1f00c");
  attributes.server_id_4 = std::string("0000000005e1f00d");
  attributes.ultraserver_modes = std::string("1,3,4");
  attributes.node_id = std::uint64_t{1};
  attributes.node_count = std::uint64_t{4};
  attributes.reservation_id = std::string("0000000000c0ffee");
  attributes.hbm_7200_capable = std::uint64_t{1};
  attributes.performance_profile = std::uint64_t{2};
  return attributes;
}

std::vector<Finding> MakeFindings() {
  return {{FindingCode::kMissingChip,
           {},
           "1 chip on PCI without a device (0000:1f:1e.0): the driver's probe failed; see dmesg"},
          {FindingCode::kFewerChips, {}, "a trn2u.48xlarge has 16 chips, the driver shows 15"},
          {FindingCode::kOtherTopology, {3, 11, 12, 14}, "no link to chip 15, which is missing"}};
}

std::shared_ptr<const Inventory> MakeInventory() {
  auto inventory = std::make_shared<Inventory>();
  inventory->enumerated_at = kExampleStart - absl::Hours(1);
  inventory->driver_loaded = true;
  inventory->driver_version = std::string("2.24.7.0");
  inventory->instance_type = std::string("trn2u.48xlarge");
  inventory->expected_chips = kSold;
  inventory->generation = DriverVersion{2, 24, 0, 0};
  inventory->no_reset = std::uint64_t{0};
  inventory->nmetric_log_posts = std::uint64_t{1};
  inventory->class_attributes = MakeClassAttributes();
  inventory->chips = MakeChips();
  inventory->missing = {{MakePci(kMissing), "the driver's probe failed; see dmesg"}};
  inventory->findings = MakeFindings();
  return inventory;
}

ChipState MakeState(int chip) {
  ChipState state = ExampleChipState(chip);
  state.allocation = {Occupancy::kFree, {}, {}, absl::OkStatus()};
  return state;
}

}  // namespace

Snapshot UltraServerSnapshot() {
  Snapshot snapshot;
  snapshot.sequence = 7;
  snapshot.taken_at = kExampleStart;
  snapshot.collection_time = absl::Milliseconds(30);
  snapshot.inventory = MakeInventory();
  for (int chip = 0; chip < kMissing; ++chip) {
    snapshot.chips.push_back(MakeState(chip));
    snapshot.free.Add(chip);
  }
  snapshot.evidence.holders.taken_at = kExampleStart;
  snapshot.evidence.holders.sight = absl::OkStatus();
  snapshot.evidence.containers.taken_at = kExampleStart;
  snapshot.evidence.containers.sight = absl::OkStatus();
  snapshot.health = NodeHealth::kDegraded;
  snapshot.sources = {{"sysfs", absl::OkStatus(), kExampleStart},
                      {"processes", absl::OkStatus(), kExampleStart},
                      {"uevents", absl::OkStatus(), kExampleStart},
                      {"pci", absl::OkStatus(), kExampleStart}};
  snapshot.valid_groups = {{0}, {1}};
  return snapshot;
}

}  // namespace neuron
