#include "agent/cli/chip_csv.h"

#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/cli/csv_line.h"
#include "agent/device/chip_type.h"
#include "agent/device/pci_address.h"
#include "agent/device/stable_id.h"

namespace neuron {
namespace {

// One line; the names are in the order of the fields that ChipLine() makes.
constexpr char kHeading[] =
    "chip,stable_id,type,arch_type,family,cores,memory_bytes,serial,driver,firmware_api,"
    "firmware_build,routing_id,bdf,numa,local_cpus,link_gts,link_lanes,widest_link_gts,"
    "widest_link_lanes,aer_correctable,aer_nonfatal,aer_fatal,verdict,verdict_reason,free,"
    "holder_pids,holder_commands\n";

using Fields = std::vector<std::string>;

std::string TypeText(ChipType type) { return std::string(FactsOf(type).attribute); }

std::string FreeText(const Snapshot& snapshot, const ChipState& state) {
  if (snapshot.free.Contains(state.index)) {
    return "yes";
  }
  const bool unknown = state.allocation.occupancy == Occupancy::kUnknown ||
                       state.health.verdict == Verdict::kUnknown;
  const bool taken = state.allocation.occupancy != Occupancy::kUnknown &&
                     state.allocation.occupancy != Occupancy::kFree;
  return unknown && !taken ? kCsvUnknown : "no";
}

std::vector<const Holder*> HoldersOf(const HolderScan& scan, int chip) {
  std::vector<const Holder*> holders;
  for (const Holder& holder : scan.holders) {
    if (holder.held.Contains(chip)) {
      holders.push_back(&holder);
    }
  }
  return holders;
}

template <typename T>
std::string Number(const Reading<T>& reading) {
  return CsvReading(reading, [](const T& value) { return absl::StrCat(value); });
}

std::string RoutingId(const Reading<DeviceAnswers>& answers) {
  return CsvReading(answers, [](const DeviceAnswers& said) { return Number(said.routing_id); });
}

void AddPci(const Reading<PciFunction>& pci, Fields* fields) {
  using Function = const PciFunction&;
  fields->push_back(CsvReading(pci, [](Function f) { return ToString(f.address); }));
  fields->push_back(CsvReading(pci, [](Function f) { return Number(f.numa_node); }));
  fields->push_back(CsvReading(pci, [](Function f) { return CsvReading(f.local_cpus); }));
  fields->push_back(CsvReading(pci, [](Function f) { return Number(f.link.speed_gts); }));
  fields->push_back(CsvReading(pci, [](Function f) { return Number(f.link.width); }));
  fields->push_back(CsvReading(pci, [](Function f) { return Number(f.widest_link.speed_gts); }));
  fields->push_back(CsvReading(pci, [](Function f) { return Number(f.widest_link.width); }));
  fields->push_back(CsvReading(pci, [](Function f) { return Number(f.errors.correctable); }));
  fields->push_back(CsvReading(pci, [](Function f) { return Number(f.errors.nonfatal); }));
  fields->push_back(CsvReading(pci, [](Function f) { return Number(f.errors.fatal); }));
}

void AddState(const Snapshot& snapshot, const ChipState& state, Fields* fields) {
  const bool seen = state.allocation.occupancy != Occupancy::kUnknown;
  const std::vector<const Holder*> holders = HoldersOf(snapshot.evidence.holders, state.index);
  const auto pid = [](std::string* out, const Holder* holder) {
    absl::StrAppend(out, holder->pid);
  };
  const auto command = [](std::string* out, const Holder* holder) { *out += holder->command; };
  fields->push_back(std::string(Word(state.health.verdict)));
  fields->push_back(state.health.reason);
  fields->push_back(FreeText(snapshot, state));
  fields->push_back(seen ? absl::StrJoin(holders, ";", pid) : kCsvUnknown);
  fields->push_back(seen ? absl::StrJoin(holders, ";", command) : kCsvUnknown);
}

std::string ChipLine(const Snapshot& snapshot, const Chip& chip, const ChipState& state) {
  Fields fields = {
      absl::StrCat(chip.index),
      CsvReading(StableId(chip)),
      CsvReading(chip.type, TypeText),
      CsvReading(chip.arch_type),
      CsvReading(chip.family),
      Number(chip.core_count),
      Number(chip.memory_bytes),
      CsvReading(chip.serial_number),
      CsvReading(snapshot.inventory->driver_version),
      Number(chip.firmware_api),
      Number(chip.firmware_build),
      RoutingId(chip.answers),
  };
  AddPci(chip.pci, &fields);
  AddState(snapshot, state, &fields);
  return CsvLine(fields);
}

// What only a chip with a device has is absent.
std::string MissingLine(const Snapshot& snapshot, const MissingChip& missing) {
  const auto type = [](const PciFunction& function) { return TypeText(function.type); };
  Fields fields(12);
  fields[1] =
      CsvReading(missing.function, [](const PciFunction& f) { return ToString(f.address); });
  fields[2] = CsvReading(missing.function, type);
  fields[8] = CsvReading(snapshot.inventory->driver_version);
  AddPci(missing.function, &fields);
  fields.insert(fields.end(), {"missing", missing.reason, "no", "", ""});
  return CsvLine(fields);
}

}  // namespace

std::string ChipCsv(const Snapshot& snapshot) {
  std::string csv = kHeading;
  for (std::size_t i = 0; i < snapshot.chips.size(); ++i) {
    csv += ChipLine(snapshot, snapshot.inventory->chips[i], snapshot.chips[i]);
  }
  for (const MissingChip& missing : snapshot.inventory->missing) {
    csv += MissingLine(snapshot, missing);
  }
  return csv;
}

}  // namespace neuron
