#include "agent/cli/chip_table.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/cli/claimant.h"
#include "agent/cli/footnotes.h"
#include "agent/cli/host_line.h"
#include "agent/cli/text_table.h"
#include "agent/cli/words.h"
#include "agent/device/chip_set.h"
#include "agent/device/chip_type.h"
#include "agent/device/pci_address.h"
#include "agent/telemetry/workload_words.h"

namespace neuron {
namespace {

// More pids would make the line longer than useful; JSON and CSV have them all.
constexpr std::size_t kShownHolders = 2;

// Fills the cells of one chip's line, and notes why they are unknown.
class Row {
 public:
  // A chip without an index is told by its PCI address, and its reason in the findings.
  Row(ChipSet chip, Footnotes* notes)
      : chip_(chip),
        notes_(notes),
        cells_{chip.empty() ? kAbsentCell : absl::StrCat(chip.chips().front())} {}

  template <typename T, typename ToText>
  void Add(absl::string_view column, const Reading<T>& reading, ToText text) {
    cells_.push_back(CellText(reading, text));
    Note(column, reading.why());
  }

  void Add(std::string text) { cells_.push_back(std::move(text)); }

  void Note(absl::string_view about, const absl::Status& why) {
    if (!why.ok() && !chip_.empty()) {
      notes_->Add(about, chip_, why.message());
    }
  }

  std::vector<std::string> Take() { return std::move(cells_); }

 private:
  const ChipSet chip_;
  Footnotes* const notes_;
  std::vector<std::string> cells_;
};

template <typename T>
std::string Number(const T& value) {
  return absl::StrCat(value);
}

std::string TypeText(ChipType type) { return std::string(FactsOf(type).attribute); }

// "train (4711)", "web", "dockerd (77) train:7": the process, else the container, and the task.
std::string ClaimantText(const Snapshot& snapshot, const Claim& claim) {
  const std::string command = CommandOf(snapshot, claim);
  const Reading<std::string> container = ContainerName(snapshot, claim);
  std::string text = !command.empty()        ? absl::StrCat(command, " (", claim.pid, ")")
                     : container.has_value() ? container.value()
                                             : std::string();
  const Reading<std::string> task = TaskName(snapshot, claim);
  if (task.has_value()) {
    absl::StrAppend(&text, text.empty() ? "" : " ", task.value());
  }
  return Printable(text);
}

// Those of the strongest layer that takes the chip.
std::string ClaimantsText(const Snapshot& snapshot, const Allocation& allocation, Layer layer) {
  std::string text;
  std::size_t claimants = 0;
  for (const Claim& claim : allocation.claims) {
    if (claim.takes && claim.layer == layer && ++claimants <= kShownHolders) {
      absl::StrAppend(&text, text.empty() ? "" : ", ", ClaimantText(snapshot, claim));
    }
  }
  if (claimants > kShownHolders) {
    absl::StrAppend(&text, " and ", claimants - kShownHolders, " more");
  }
  return layer == Layer::kHeld ? text : absl::StrCat(Word(layer), ": ", text);
}

std::string OccupancyText(const Snapshot& snapshot, const ChipState& state) {
  switch (state.allocation.occupancy) {
    case Occupancy::kHeld:
      return ClaimantsText(snapshot, state.allocation, Layer::kHeld);
    case Occupancy::kMapped:
      return ClaimantsText(snapshot, state.allocation, Layer::kMapped);
    case Occupancy::kLeased:
      return ClaimantsText(snapshot, state.allocation, Layer::kLeased);
    case Occupancy::kReserved:
      return ClaimantsText(snapshot, state.allocation, Layer::kReserved);
    case Occupancy::kFree:
      return snapshot.free.Contains(state.index) ? "free" : kAbsentCell;
    case Occupancy::kUnknown:
      break;
  }
  return kUnknownCell;
}

void NoteVerdict(const ChipHealth& health, int chip, Footnotes* notes) {
  if (health.verdict == Verdict::kOk) {
    return;
  }
  notes->Add("VERDICT", ChipSet{chip},
             absl::StrCat(Word(health.verdict), ", ", health.reason,
                          health.evidence.empty() ? "" : ": ", health.evidence));
}

void AddKnownPci(const PciFunction& function, Row* row) {
  row->Add(ToString(function.address));
  row->Add("NUMA", function.numa_node, Number<int>);
  row->Add("LINK", LinkText(function.link), Printable);
}

void AddPci(const Reading<PciFunction>& pci, Row* row) {
  if (pci.has_value()) {
    return AddKnownPci(pci.value(), row);
  }
  for (int column = 0; column < 3; ++column) {
    row->Add(pci.is_absent() ? kAbsentCell : kUnknownCell);
  }
  row->Note("BDF, NUMA and LINK", pci.why());
}

std::vector<std::string> ChipRow(const Snapshot& snapshot, const Chip& chip, const ChipState& state,
                                 Footnotes* notes) {
  Row row(ChipSet{chip.index}, notes);
  row.Add("TYPE", chip.type, TypeText);
  row.Add("CORES", chip.core_count, Number<std::uint64_t>);
  row.Add("MEMORY", chip.memory_bytes, BytesText);
  AddPci(chip.pci, &row);
  row.Add(std::string(Word(state.health.verdict)));
  NoteVerdict(state.health, chip.index, notes);
  row.Add(OccupancyText(snapshot, state));
  row.Note("HOLDER", state.allocation.why);
  return row.Take();
}

// It has no index, and nobody has it.
std::vector<std::string> MissingRow(const MissingChip& missing, Footnotes* notes) {
  Row row(ChipSet(), notes);
  row.Add("TYPE", missing.function,
          [](const PciFunction& function) { return TypeText(function.type); });
  row.Add(kAbsentCell);
  row.Add(kAbsentCell);
  AddPci(missing.function, &row);
  row.Add("missing");
  row.Add(kAbsentCell);
  return row.Take();
}

bool TellsOfMissingChips(const Inventory& inventory) {
  return std::any_of(
      inventory.findings.begin(), inventory.findings.end(),
      [](const Finding& finding) { return finding.code == FindingCode::kMissingChip; });
}

void NoteFindings(const Inventory& inventory, Footnotes* notes) {
  for (const MissingChip& missing : inventory.missing) {
    if (!TellsOfMissingChips(inventory)) {
      notes->Add("missing chip", missing.reason);
    }
  }
  for (const Finding& finding : inventory.findings) {
    notes->Add(absl::StrCat("finding ", Word(finding.code)), finding.chips, finding.text);
  }
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
      {"CHIP", "TYPE", "CORES", "MEMORY", "BDF", "NUMA", "LINK", "VERDICT", "HOLDER"}};
  for (std::size_t i = 0; i < snapshot.chips.size(); ++i) {
    rows.push_back(ChipRow(snapshot, snapshot.inventory->chips[i], snapshot.chips[i], &notes));
  }
  for (const MissingChip& missing : snapshot.inventory->missing) {
    rows.push_back(MissingRow(missing, &notes));
  }
  NoteFindings(*snapshot.inventory, &notes);
  NoteSources(snapshot, &notes);
  return absl::StrCat(text, rows.size() == 1 ? "" : FormatTable(rows), notes.Text());
}

}  // namespace neuron
