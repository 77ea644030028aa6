#include "agent/cli/chip_table.h"

#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/cli/footnotes.h"
#include "agent/cli/text_table.h"
#include "agent/cli/words.h"
#include "agent/device/chip_type.h"

namespace neuron {
namespace {

constexpr absl::string_view kUnknown = "?";
constexpr absl::string_view kAbsent = "-";
// More pids would make the line longer than useful; JSON and CSV have them all.
constexpr std::size_t kShownHolders = 2;

// Fills the cells of one chip's line, and notes why they are unknown.
class Row {
 public:
  Row(int chip, Footnotes* notes) : chip_(chip), notes_(notes), cells_{absl::StrCat(chip)} {}

  template <typename T, typename ToText>
  void Add(absl::string_view column, const Reading<T>& reading, ToText text) {
    if (reading.has_value()) {
      cells_.push_back(text(reading.value()));
      return;
    }
    cells_.emplace_back(reading.is_absent() ? kAbsent : kUnknown);
    Note(column, reading.why());
  }

  void Add(std::string text) { cells_.push_back(std::move(text)); }

  void Note(absl::string_view about, const absl::Status& why) {
    if (!why.ok()) {
      notes_->Add(about, chip_, why.message());
    }
  }

  std::vector<std::string> Take() { return std::move(cells_); }

 private:
  const int chip_;
  Footnotes* const notes_;
  std::vector<std::string> cells_;
};

template <typename T>
std::string Number(const T& value) {
  return absl::StrCat(value);
}

std::string TypeText(ChipType type) { return std::string(FactsOf(type).attribute); }

std::string HolderText(const Holder& holder) {
  return absl::StrCat(holder.pid, " ", Printable(holder.command));
}

std::string HoldersText(const HolderScan& scan, int chip) {
  std::string text;
  std::size_t holders = 0;
  for (const Holder& holder : scan.holders) {
    if (holder.held.Contains(chip) && ++holders <= kShownHolders) {
      absl::StrAppend(&text, text.empty() ? "" : ", ", HolderText(holder));
    }
  }
  if (holders > kShownHolders) {
    absl::StrAppend(&text, " and ", holders - kShownHolders, " more");
  }
  return text;
}

std::string OccupancyText(const Snapshot& snapshot, const ChipState& state) {
  switch (state.allocation.occupancy) {
    case Occupancy::kHeld:
      return HoldersText(snapshot.holders, state.index);
    case Occupancy::kFree:
      return snapshot.free.Contains(state.index) ? "free" : std::string(kAbsent);
    case Occupancy::kUnknown:
      break;
  }
  return std::string(kUnknown);
}

void NoteVerdict(const ChipHealth& health, int chip, Footnotes* notes) {
  if (health.verdict == Verdict::kOk) {
    return;
  }
  notes->Add("VERDICT", chip,
             absl::StrCat(Word(health.verdict), ", ", health.reason,
                          health.evidence.empty() ? "" : ": ", health.evidence));
}

std::vector<std::string> ChipRow(const Snapshot& snapshot, const Chip& chip, const ChipState& state,
                                 Footnotes* notes) {
  Row row(chip.index, notes);
  row.Add("TYPE", chip.type, TypeText);
  row.Add("CORES", chip.core_count, Number<std::uint64_t>);
  row.Add("MEMORY", chip.memory_bytes, BytesText);
  row.Add("BDF", PciAddressOf(chip), ToString);
  row.Add("NUMA", chip.numa_node, Number<int>);
  row.Add("SERIAL", chip.serial_number, Printable);
  row.Add(std::string(Word(state.health.verdict)));
  NoteVerdict(state.health, chip.index, notes);
  row.Add(OccupancyText(snapshot, state));
  row.Note("HOLDER", state.allocation.why);
  return row.Take();
}

template <typename T, typename ToText>
std::string HostText(absl::string_view name, const Reading<T>& reading, ToText text,
                     Footnotes* notes) {
  if (reading.has_value()) {
    return text(reading.value());
  }
  if (reading.is_unknown()) {
    notes->Add(name, reading.why().message());
  }
  return std::string(reading.is_absent() ? kAbsent : kUnknown);
}

std::string DriverText(const Inventory& inventory, Footnotes* notes) {
  if (!inventory.driver_loaded) {
    return "no Neuron driver loaded";
  }
  return absl::StrCat("driver ",
                      HostText("driver version", inventory.driver_version, Printable, notes));
}

std::string ChipCountText(const Inventory& inventory, Footnotes* notes) {
  const Reading<int>& expected = inventory.expected_chips;
  if (expected.is_absent()) {
    return absl::StrCat("chips ", inventory.chips.size());
  }
  return absl::StrCat("chips ", inventory.chips.size(), " of ",
                      HostText("number of chips", expected, Number<int>, notes));
}

std::string HostLine(const Snapshot& snapshot, Footnotes* notes) {
  const Inventory& inventory = *snapshot.inventory;
  // One after the other, as the notes are to come.
  const std::string type = HostText("instance type", inventory.instance_type, Printable, notes);
  const std::string driver = DriverText(inventory, notes);
  const std::string chips = ChipCountText(inventory, notes);
  return absl::StrCat("host ", type, "  ", driver, "  ", chips, "  free ", snapshot.free.size(),
                      "  health ", Word(snapshot.health), "\n");
}

void NoteSources(const Snapshot& snapshot, Footnotes* notes) {
  for (const SourceReport& source : snapshot.sources) {
    if (!source.status.ok()) {
      notes->Add(absl::StrCat("source ", Printable(source.name)), source.status.message());
    }
  }
}

}  // namespace

std::string ChipTable(const Snapshot& snapshot) {
  Footnotes notes;
  std::string text = HostLine(snapshot, &notes);
  std::vector<std::vector<std::string>> rows = {
      {"CHIP", "TYPE", "CORES", "MEMORY", "BDF", "NUMA", "SERIAL", "VERDICT", "HOLDER"}};
  for (std::size_t i = 0; i < snapshot.chips.size(); ++i) {
    rows.push_back(ChipRow(snapshot, snapshot.inventory->chips[i], snapshot.chips[i], &notes));
  }
  NoteSources(snapshot, &notes);
  return absl::StrCat(text, snapshot.chips.empty() ? "" : FormatTable(rows), notes.Text());
}

}  // namespace neuron
