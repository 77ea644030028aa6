#include "tests/fakes/dim_snapshot.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

absl::Status Hidden() {
  return absl::PermissionDeniedError("own pid namespace: run with the host's (pid: host)");
}

Chip UnknownChip(int index) {
  const absl::Status why = absl::DataLossError("unreadable");
  Chip chip;
  chip.index = index;
  chip.device_name = Reading<std::string>::Unknown(why);
  chip.type = Reading<ChipType>::Unknown(why);
  chip.serial_number = Reading<std::string>::Unknown(why);
  chip.arch_type = Reading<std::string>::Unknown(why);
  chip.family = Reading<std::string>::Unknown(why);
  chip.firmware_api = Reading<std::uint64_t>::Unknown(why);
  chip.firmware_build = Reading<std::uint64_t>::Unknown(why);
  chip.core_count = Reading<std::uint64_t>::Unknown(why);
  chip.cores = {{0, Reading<std::string>::Unknown(why)}};
  chip.memory_bytes = Reading<std::uint64_t>::Unknown(why);
  chip.connected = Reading<ChipSet>::Unknown(why);
  chip.answers = Reading<DeviceAnswers>::Unknown(why);
  chip.pci = Reading<PciFunction>::Unknown(why);
  return chip;
}

Chip BareChip(int index) {
  Chip chip;
  chip.index = index;
  chip.cores = {{0, Reading<std::string>::Absent()}};
  return chip;
}

PciFunction MixedPci(int chip) {
  PciFunction pci = ExamplePci(chip);
  pci.revision = Reading<std::uint64_t>::Unknown(absl::DataLossError("revision: empty"));
  pci.numa_node = Reading<int>::Absent();
  pci.link.speed_gts = Reading<double>::Unknown(absl::DataLossError("current_link_speed: Unknown"));
  pci.widest_link = PciLink();
  pci.errors.fatal = Reading<std::uint64_t>::Unknown(absl::DataLossError("aer_dev_fatal: EIO"));
  pci.bound_to = Reading<std::string>::Absent();
  return pci;
}

Chip MixedChip(int index) {
  Chip chip = ExampleChip(index);
  DeviceAnswers answers = ExampleAnswers(index);
  answers.feature_flags = Reading<std::uint64_t>::Absent();
  answers.core_order = Reading<std::vector<int>>::Unknown(absl::DataLossError("map: EIO"));
  answers.pod = Reading<Pod>::Unknown(absl::DataLossError("POD_STATUS: EIO"));
  chip.answers = answers;
  chip.pci = MixedPci(index);
  chip.type = Reading<ChipType>::Unknown(absl::DataLossError("no chip type is called Novel9"));
  chip.device_name = std::string("Novel9");
  return chip;
}

ChipState UnknownState(int chip) {
  ChipState state;
  state.index = chip;
  state.counters = Reading<ChipCounters>::Unknown(absl::DeadlineExceededError("no answer"));
  state.read_at = absl::InfinitePast();
  state.allocation = {Occupancy::kUnknown, {}, {}, Hidden()};
  return state;
}

ChipState BareState(int chip) {
  ChipState state = UnknownState(chip);
  state.counters = Reading<ChipCounters>::Absent();
  return state;
}

// The second die says nothing that can be read.
RawPower RawPowerOfHalf() {
  RawPower power = ExampleCounters(0).raw_power.value();
  power.dies[1].percent = Reading<double>::Unknown(absl::DataLossError("out of range"));
  return power;
}

// Groups, memory by class, power, firmware and tensor activity of which some is unknown.
void Dim(ChipCounters* counters) {
  const absl::Status why = absl::DataLossError("garbage");
  const auto number = Reading<std::uint64_t>::Unknown(why);
  counters->read_at[CounterGroup::kTensor] = absl::InfinitePast();
  counters->firmware.components = UnhealthyComponents{true, ""};
  counters->firmware.heartbeat = Reading<Heartbeat>::Unknown(why);
  counters->power = PowerUse();
  counters->raw_power = RawPowerOfHalf();
  counters->host_memory_by_class[HostMemoryClass::kTensors] = {number, Reading<std::uint64_t>()};
  counters->host_memory_by_class[HostMemoryClass::kConstants] = MemoryUse();
  counters->cores[0].device_memory_by_class[DeviceMemoryClass::kRuntime].peak_bytes = number;
  counters->cores[0].tensor = Reading<TensorActivity>::Unknown(why);
  counters->cores[1].tensor = Reading<TensorActivity>::Absent();
}

void Dim(ChipUsage* usage) {
  const absl::Status why = absl::UnavailableError("there is but one reading");
  usage->time_unit = TimeUnit::kUnsettled;
  usage->cores[0].per_second[CoreRate::kFlops] = Reading<double>::Unknown(why);
  usage->cores[0].per_second[CoreRate::kFailed] = Reading<double>::Absent();
  usage->cores[0].utilization = Reading<Utilization>::Unknown(why);
  usage->cores[1].utilization = Reading<Utilization>::Absent();
}

// Counters of a core that enumeration did not see are there as well.
ChipState MixedState(int chip) {
  ChipState state = ExampleChipState(chip);
  ChipCounters counters = ExampleCounters(chip);
  counters.reset_state = ResetState::kResetting;
  counters.ecc[EccTally::kHbmRepairable] = Reading<std::uint64_t>::Absent();
  counters.cores[0].tallies[CoreTally::kInferences] = Reading<std::uint64_t>::Absent();
  counters.cores[1].device_memory.bytes =
      Reading<std::uint64_t>::Unknown(absl::DataLossError("underflow"));
  Dim(&counters);
  counters.cores.push_back(ExampleCoreCounters(chip, 2));
  state.counters = counters;
  Dim(&*state.usage);
  state.health = HealthOf(Verdict::kUnknown, "resetting", "reset reads 0");
  return state;
}

std::shared_ptr<const Inventory> DimInventory() {
  auto inventory = std::make_shared<Inventory>();
  inventory->enumerated_at = kExampleStart;
  inventory->driver_loaded = true;
  inventory->driver_version =
      Reading<std::string>::Unknown(absl::PermissionDeniedError("/sys/module/neuron/version"));
  inventory->instance_type = Reading<std::string>::Unknown(absl::DataLossError("product_name"));
  inventory->expected_chips = Reading<int>::Unknown(absl::DataLossError("product_name"));
  inventory->generation =
      Reading<DriverVersion>::Unknown(absl::DataLossError("no chip could be walked"));
  inventory->no_reset = Reading<std::uint64_t>::Unknown(absl::PermissionDeniedError("no_reset"));
  inventory->class_attributes.node_id_4 =
      Reading<std::uint64_t>::Unknown(absl::UnavailableError("node_id_4: busy"));
  inventory->missing = {{Reading<PciFunction>::Unknown(absl::PermissionDeniedError("no PCI")),
                         "the driver shows fewer chips than it found"}};
  inventory->chips = {UnknownChip(0), BareChip(1), MixedChip(5)};
  return inventory;
}

Holder HalfKnownHolder() {
  Holder holder = MakeHolder(77, 1, "caf\xc3", {5});
  holder.state = Reading<char>::Unknown(absl::PermissionDeniedError("/proc/77/stat"));
  holder.container = Reading<std::string>::Unknown(absl::PermissionDeniedError("/proc/77/cgroup"));
  return holder;
}

// It has no process yet.
ContainerScan DimContainers() {
  Container container;
  container.id = "0123";
  container.seen_at = kExampleStart;
  const absl::Status not_asked = absl::UnavailableError("the ECS agent does not answer");
  container.mapped = Reading<ChipSet>::Unknown(absl::UnavailableError("it has no process yet"));
  container.privileged = Reading<bool>::Unknown(absl::UnavailableError("it has no process yet"));
  container.name = Reading<std::string>::Unknown(not_asked);
  container.task = Reading<ContainerTask>::Unknown(not_asked);
  container.daemon_service = Reading<bool>::Unknown(not_asked);
  ContainerScan scan;
  scan.taken_at = absl::InfinitePast();
  scan.containers = {container};
  scan.sight = Hidden();
  return scan;
}

Lease HalfKnownLease() {
  Lease lease;
  lease.id = 1;
  lease.pid = 78;
  lease.start_ticks = 2;
  lease.container = Reading<std::string>::Unknown(absl::PermissionDeniedError("/proc/78/cgroup"));
  lease.since = kExampleStart;
  return lease;
}

}  // namespace

Snapshot DimSnapshot() {
  Snapshot snapshot;
  snapshot.sequence = 1;
  snapshot.taken_at = kExampleStart;
  snapshot.inventory = DimInventory();
  snapshot.chips = {UnknownState(0), BareState(1), MixedState(5)};
  snapshot.chips[2].allocation = HeldBy({HalfKnownHolder()});
  snapshot.evidence.holders.taken_at = kExampleStart;
  snapshot.evidence.holders.holders = {HalfKnownHolder()};
  snapshot.evidence.holders.sight = Hidden();
  snapshot.evidence.containers = DimContainers();
  snapshot.evidence.leases = {HalfKnownLease()};
  snapshot.sources = {{"sysfs", absl::UnavailableError("no answer"), absl::InfinitePast()},
                      {"processes", Hidden(), absl::InfinitePast()},
                      {"uevents", absl::UnavailableError("no netlink"), absl::InfinitePast()},
                      {"pci", absl::OkStatus(), kExampleStart}};
  snapshot.valid_groups = {{0}, {1}, {5}, {0, 1, 5}};
  return snapshot;
}

}  // namespace neuron
