#include "tests/fakes/example_snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

constexpr int kChips = 16;

// What sets single chips apart.
void SpoilFacts(std::vector<Chip>* chips) {
  (*chips)[3].serial_number = Reading<std::string>::Unknown(
      absl::DataLossError("/sys/class/neuron_device/neuron3/info/serial_number: empty"));
  const absl::Status not_asked = absl::UnavailableError("/dev/neuron3 was not asked yet");
  (*chips)[3].answers = Reading<DeviceAnswers>::Unknown(not_asked);
  (*chips)[3].pci = Reading<PciFunction>::Unknown(not_asked);
  (*chips)[12].identity = Reading<DeviceIdentity>::Unknown(
      absl::NotFoundError("/dev/neuron12: No such file or directory [errno 2]"));
}

ChipHealth SuspectHealth() {
  ChipHealth health =
      HealthOf(Verdict::kSuspect, "sram_uncorrectable", "sram_ecc_uncorrected went from 0 to 1");
  health.since = kExampleStart - absl::Minutes(5);
  health.signs.emplace_back();
  health.signs[0].chip = 2;
  health.signs[0].seen_at = health.since;
  health.signs[0].raw = health.evidence;
  health.signs.emplace_back();
  health.signs[1].ailment = Ailment::kHbmRepairable;
  health.signs[1].source = SignSource::kKernelLog;
  health.signs[1].chip = 2;
  health.signs[1].seen_at = kExampleStart - absl::Minutes(2);
  health.signs[1].amount = 3;
  health.signs[1].raw = "NEURON_HW_ERR=HBM_UNCORRECTABLE_ERROR";
  health.advice = "terminate or stop and start the instance";
  health.clears_when = "10 min pass without another sign";
  return health;
}

ChipHealth BadHealth() {
  ChipHealth health = HealthOf(Verdict::kBad, "reset_failed", "reset reads 2");
  health.since = kExampleStart - absl::Hours(2);
  health.signs.emplace_back();
  health.signs[0].ailment = Ailment::kResetFailed;
  health.signs[0].chip = 15;
  health.signs[0].seen_at = kExampleStart;
  health.signs[0].lasting = true;
  health.signs[0].raw = health.evidence;
  health.advice = "reset the chip, or reload the driver";
  health.clears_when = "reset reads 1";
  return health;
}

// Counters of chip 2 began anew.
void Rebased(ChipUsage* usage) {
  Rebase ecc;
  ecc.of_core = false;
  ecc.ecc = EccTally::kHbmUncorrected;
  ecc.times = 1;
  ecc.last_at = kExampleStart - absl::Minutes(20);
  ecc.last_reason = RebaseReason::kDriverReload;
  usage->rebases = {ecc};
  Rebase inferences;
  inferences.tally = CoreTally::kInferences;
  inferences.times = 2;
  inferences.last_at = kExampleStart - absl::Minutes(10);
  inferences.last_reason = RebaseReason::kCleared;
  usage->cores[1].rebases = {inferences};
}

void SpoilStates(std::vector<ChipState>* states) {
  ChipCounters suspect = ExampleCounters(2);
  suspect.ecc[EccTally::kSramUncorrected] = std::uint64_t{1};
  suspect.ecc[EccTally::kHbmUncorrected] = std::uint64_t{2};
  suspect.ecc[EccTally::kHbmRepairable] = std::uint64_t{3};
  suspect.firmware.components = UnhealthyComponents{false, "hbm,link_efa"};
  (*states)[2].counters = suspect;
  Rebased(&*(*states)[2].usage);
  (*states)[2].health = SuspectHealth();
  (*states)[9].counters = Reading<ChipCounters>::Unknown(
      absl::DeadlineExceededError("neuron9: no answer within 1s, reading reset"));
  (*states)[9].usage = absl::nullopt;
  (*states)[9].health = HealthOf(Verdict::kUnknown, "unread", "neuron9: no answer within 1s");
  (*states)[12].allocation = {
      Occupancy::kUnknown, {}, {}, absl::NotFoundError("/dev/neuron12: gone")};
  ChipCounters bad = ExampleCounters(15);
  bad.reset_state = ResetState::kInvalid;
  (*states)[15].counters = bad;
  (*states)[15].health = BadHealth();
}

ChipSet AllChips() { return ChipSet((std::uint64_t{1} << kChips) - 1); }

// A few rows of the table, one for each word that it has.
std::vector<Capability> ExampleCapabilities() {
  ChipSet asked = AllChips();
  asked.Remove(3);
  return {
      {"serial_number", CapabilityKind::kSysfs, Access::kReadable, Liveness::kConstant, AllChips()},
      {"success", CapabilityKind::kSysfs, Access::kReadable, Liveness::kAtExit, AllChips()},
      {"utilization", CapabilityKind::kSysfs, Access::kReadable, Liveness::kEachMinute, AllChips()},
      {"mem_ecc_uncorrected", CapabilityKind::kSysfs, Access::kRefused, Liveness::kLive,
       AllChips()},
      {"node_id_4", CapabilityKind::kClass, Access::kAbsent, Liveness::kLive, {}},
      {"aer_dev_fatal", CapabilityKind::kPci, Access::kReadable, Liveness::kLive, AllChips()},
      {"DEVICE_BDF_EXT", CapabilityKind::kIoctl, Access::kReadable, Liveness::kConstant, asked},
      {"DEVICE_BDF_EXT", CapabilityKind::kIoctl, Access::kUnknown, Liveness::kConstant, {3}}};
}

// One, a row of four, half, all.
std::vector<ChipSet> TorusGroups() {
  std::vector<ChipSet> groups;
  for (const int size : {1, 4, 8, 16}) {
    for (int first = 0; first < kChips; first += size) {
      groups.emplace_back(((std::uint64_t{1} << size) - 1) << first);
    }
  }
  return groups;
}

std::shared_ptr<const Inventory> ExampleInventory() {
  auto inventory = std::make_shared<Inventory>();
  inventory->enumerated_at = kExampleStart - absl::Hours(1);
  inventory->driver_loaded = true;
  inventory->driver_version = std::string("2.24.7.0");
  inventory->device_major = 245u;
  inventory->instance_type = std::string("trn1.32xlarge");
  inventory->expected_chips = kChips;
  for (int chip = 0; chip < kChips; ++chip) {
    inventory->chips.push_back(ExampleChip(chip));
  }
  SpoilFacts(&inventory->chips);
  inventory->generation = DriverVersion{2, 24, 0, 0};
  inventory->no_reset = std::uint64_t{1};
  inventory->nmetric_log_posts = std::uint64_t{1};
  inventory->findings = {{FindingCode::kModuleParameter,
                          {},
                          "no_reset is 1, not 0: chips are not reset; reload the driver without"}};
  inventory->capabilities = ExampleCapabilities();
  return inventory;
}

HolderScan ExampleHolders() {
  HolderScan scan;
  scan.taken_at = kExampleStart + absl::Milliseconds(20);
  scan.sight = absl::OkStatus();
  scan.holders = {ExampleHolder(),
                  MakeHolder(4800, 234567, "neuron-monitor", {}, {0, 1, 2, 3, 4, 5, 6, 7})};
  return scan;
}

}  // namespace

Snapshot ExampleSnapshot() {
  Snapshot snapshot;
  snapshot.sequence = 42;
  snapshot.taken_at = kExampleStart;
  snapshot.collection_time = absl::Microseconds(23456);
  snapshot.inventory = ExampleInventory();
  for (int chip = 0; chip < kChips; ++chip) {
    snapshot.chips.push_back(ExampleChipState(chip));
  }
  SpoilStates(&snapshot.chips);
  snapshot.evidence.holders = ExampleHolders();
  snapshot.evidence.containers.taken_at = kExampleStart + absl::Milliseconds(25);
  snapshot.evidence.containers.sight = absl::OkStatus();
  snapshot.health = NodeHealth::kDegraded;
  snapshot.sources = {{"sysfs", absl::DeadlineExceededError("neuron9: no answer within 1s"),
                       kExampleStart - absl::Seconds(1)},
                      {"processes", absl::OkStatus(), kExampleStart + absl::Milliseconds(20)},
                      {"uevents", absl::OkStatus(), kExampleStart},
                      {"pci", absl::OkStatus(), kExampleStart - absl::Seconds(30)}};
  snapshot.free = {0, 1, 2, 3, 8, 10, 11, 13, 14};
  snapshot.valid_groups = TorusGroups();
  return snapshot;
}

}  // namespace neuron
