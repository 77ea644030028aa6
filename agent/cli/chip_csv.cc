#include "agent/cli/chip_csv.h"

#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "agent/cli/text_table.h"
#include "agent/cli/words.h"
#include "agent/device/chip_type.h"

namespace neuron {
namespace {

constexpr char kUnknown[] = "unknown";

// One line; the names are in the order of the fields that ChipLine() makes.
constexpr char kHeading[] =
    "chip,type,cores,memory_bytes,bdf,numa,serial,driver,verdict,verdict_reason,free,holder_pids,"
    "holder_commands\n";

template <typename T, typename ToText>
std::string Field(const Reading<T>& reading, ToText text) {
  if (reading.has_value()) {
    return text(reading.value());
  }
  return reading.is_absent() ? "" : kUnknown;
}

template <typename T>
std::string Number(const T& value) {
  return absl::StrCat(value);
}

std::string TypeText(ChipType type) { return std::string(FactsOf(type).attribute); }

std::string FreeText(const Snapshot& snapshot, const ChipState& state) {
  if (snapshot.free.Contains(state.index)) {
    return "yes";
  }
  const bool unknown = state.allocation.occupancy == Occupancy::kUnknown ||
                       state.health.verdict == Verdict::kUnknown;
  const bool taken = state.allocation.occupancy == Occupancy::kHeld;
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

std::string ChipLine(const Snapshot& snapshot, const Chip& chip, const ChipState& state) {
  const bool seen = state.allocation.occupancy != Occupancy::kUnknown;
  const std::vector<const Holder*> holders = HoldersOf(snapshot.holders, chip.index);
  const auto pid = [](std::string* out, const Holder* holder) {
    absl::StrAppend(out, holder->pid);
  };
  const auto command = [](std::string* out, const Holder* holder) {
    *out += Printable(holder->command);
  };
  const std::vector<std::string> fields = {
      absl::StrCat(chip.index),
      Field(chip.type, TypeText),
      Field(chip.core_count, Number<std::uint64_t>),
      Field(chip.memory_bytes, Number<std::uint64_t>),
      Field(PciAddressOf(chip), ToString),
      Field(chip.numa_node, Number<int>),
      Field(chip.serial_number, Printable),
      Field(snapshot.inventory->driver_version, Printable),
      std::string(Word(state.health.verdict)),
      state.health.reason,
      FreeText(snapshot, state),
      seen ? absl::StrJoin(holders, ";", pid) : kUnknown,
      seen ? absl::StrJoin(holders, ";", command) : kUnknown,
  };
  return absl::StrCat(
      absl::StrJoin(fields, ",",
                    [](std::string* out, const std::string& field) { *out += CsvField(field); }),
      "\n");
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
  return csv;
}

}  // namespace neuron
