#include "agent/cli/chip_csv.h"

#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "agent/cli/text_table.h"
#include "agent/device/chip_type.h"
#include "agent/device/pci_address.h"
#include "agent/device/stable_id.h"

namespace neuron {
namespace {

constexpr char kUnknown[] = "unknown";

// One line; the names are in the order of the fields that ChipLine() makes.
constexpr char kHeading[] =
    "chip,stable_id,type,arch_type,family,cores,memory_bytes,serial,driver,firmware_api,"
    "firmware_build,routing_id,bdf,numa,local_cpus,link_gts,link_lanes,widest_link_gts,"
    "widest_link_lanes,aer_correctable,aer_nonfatal,aer_fatal,verdict,verdict_reason,free,"
    "holder_pids,holder_commands\n";

using Fields = std::vector<std::string>;

template <typename T, typename ToText>
std::string Field(const Reading<T>& reading, ToText text) {
  if (reading.has_value()) {
    return text(reading.value());
  }
  return reading.is_absent() ? "" : kUnknown;
}

std::string TypeText(ChipType type) { return std::string(FactsOf(type).attribute); }

std::string FreeText(const Snapshot& snapshot, const ChipState& state) {
  if (snapshot.free.Contains(state.index)) {
    return "yes";
  }
  const bool unknown = state.allocation.occupancy == Occupancy::kUnknown ||
                       state.health.verdict == Verdict::kUnknown;
  const bool taken = state.allocation.occupancy != Occupancy::kUnknown &&
                     state.allocation.occupancy != Occupancy::kFree;
  return unknown && !taken ? kUnknown : "no";
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
  return Field(reading, [](const T& value) { return absl::StrCat(value); });
}

std::string Text(const Reading<std::string>& reading) { return Field(reading, Printable); }

std::string RoutingId(const Reading<DeviceAnswers>& answers) {
  return Field(answers, [](const DeviceAnswers& said) { return Number(said.routing_id); });
}

void AddPci(const Reading<PciFunction>& pci, Fields* fields) {
  using Function = const PciFunction&;
  fields->push_back(Field(pci, [](Function f) { return ToString(f.address); }));
  fields->push_back(Field(pci, [](Function f) { return Number(f.numa_node); }));
  fields->push_back(Field(pci, [](Function f) { return Text(f.local_cpus); }));
  fields->push_back(Field(pci, [](Function f) { return Number(f.link.speed_gts); }));
  fields->push_back(Field(pci, [](Function f) { return Number(f.link.width); }));
  fields->push_back(Field(pci, [](Function f) { return Number(f.widest_link.speed_gts); }));
  fields->push_back(Field(pci, [](Function f) { return Number(f.widest_link.width); }));
  fields->push_back(Field(pci, [](Function f) { return Number(f.errors.correctable); }));
  fields->push_back(Field(pci, [](Function f) { return Number(f.errors.nonfatal); }));
  fields->push_back(Field(pci, [](Function f) { return Number(f.errors.fatal); }));
}

void AddState(const Snapshot& snapshot, const ChipState& state, Fields* fields) {
  const bool seen = state.allocation.occupancy != Occupancy::kUnknown;
  const std::vector<const Holder*> holders = HoldersOf(snapshot.evidence.holders, state.index);
  const auto pid = [](std::string* out, const Holder* holder) {
    absl::StrAppend(out, holder->pid);
  };
  const auto command = [](std::string* out, const Holder* holder) {
    *out += Printable(holder->command);
  };
  fields->push_back(std::string(Word(state.health.verdict)));
  fields->push_back(state.health.reason);
  fields->push_back(FreeText(snapshot, state));
  fields->push_back(seen ? absl::StrJoin(holders, ";", pid) : kUnknown);
  fields->push_back(seen ? absl::StrJoin(holders, ";", command) : kUnknown);
}

std::string Line(const Fields& fields) {
  const auto quote = [](std::string* out, const std::string& field) { *out += CsvField(field); };
  return absl::StrCat(absl::StrJoin(fields, ",", quote), "\n");
}

std::string ChipLine(const Snapshot& snapshot, const Chip& chip, const ChipState& state) {
  Fields fields = {
      absl::StrCat(chip.index),
      Text(StableId(chip)),
      Field(chip.type, TypeText),
      Text(chip.arch_type),
      Text(chip.family),
      Number(chip.core_count),
      Number(chip.memory_bytes),
      Text(chip.serial_number),
      Text(snapshot.inventory->driver_version),
      Number(chip.firmware_api),
      Number(chip.firmware_build),
      RoutingId(chip.answers),
  };
  AddPci(chip.pci, &fields);
  AddState(snapshot, state, &fields);
  return Line(fields);
}

// What only a chip with a device has is absent.
std::string MissingLine(const Snapshot& snapshot, const MissingChip& missing) {
  const auto type = [](const PciFunction& function) { return TypeText(function.type); };
  Fields fields(12);
  fields[1] = Field(missing.function, [](const PciFunction& f) { return ToString(f.address); });
  fields[2] = Field(missing.function, type);
  fields[8] = Text(snapshot.inventory->driver_version);
  AddPci(missing.function, &fields);
  fields.insert(fields.end(), {"missing", Printable(missing.reason), "no", "", ""});
  return Line(fields);
}

}  // namespace

std::string CsvField(absl::string_view text) {
  if (text.find_first_of(",\"\r\n") == absl::string_view::npos) {
    return std::string(text);
  }
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

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
