#include "agent/cli/health_table.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/cli/health_outcome.h"
#include "agent/cli/text_table.h"
#include "agent/cli/words.h"
#include "agent/device/pci_address.h"

namespace neuron {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string HostText(const Snapshot& snapshot) {
  constexpr Verdict kInOrder[] = {Verdict::kOk, Verdict::kSuspect, Verdict::kBad,
                                  Verdict::kUnknown};
  std::string text = absl::StrCat("health ", Word(snapshot.health));
  for (const Verdict verdict : kInOrder) {
    std::size_t chips = 0;
    for (const ChipState& chip : snapshot.chips) {
      chips += chip.health.verdict == verdict;
    }
    absl::StrAppend(&text, "  ", Word(verdict), " ", chips);
  }
  return absl::StrCat(text, "  missing ", snapshot.inventory->missing.size(), "\n");
}

std::vector<std::string> ChipRow(const Snapshot& snapshot, const ChipState& chip) {
  const ChipHealth& health = chip.health;
  return {absl::StrCat(chip.index), std::string(Word(health.verdict)), CellText(health.reason),
          AgeText(snapshot.taken_at - health.since), CellText(health.evidence)};
}

// It has no index; the reason is a sentence.
std::vector<std::string> MissingRow(const MissingChip& missing) {
  const std::string where =
      missing.function.has_value()
          ? absl::StrCat("of ", ToString(missing.function.value().address), ": ")
          : "";
  return {kAbsentCell, "missing", kAbsentCell, kUnknownCell,
          Printable(absl::StrCat(where, missing.reason))};
}

std::string SignText(const Snapshot& snapshot, const Sign& sign) {
  return absl::StrCat("    ", sign.lasting ? "holds   " : "seen    ",
                      AgeText(snapshot.taken_at - sign.seen_at), " ago, ", Word(sign.source), ", ",
                      Word(sign.ailment), ": ", Printable(sign.raw), "\n");
}

std::string Line(absl::string_view title, const std::string& text) {
  return text.empty() ? "" : absl::StrCat("    ", title, Printable(text), "\n");
}

// Nothing for a chip of which there is nothing to say but its line.
std::string Details(const Snapshot& snapshot, const ChipState& chip) {
  std::string text;
  for (const Sign& sign : chip.health.signs) {
    absl::StrAppend(&text, SignText(snapshot, sign));
  }
  absl::StrAppend(&text, Line("do      ", chip.health.advice),
                  Line("ends    once ", chip.health.clears_when));
  if (text.empty()) {
    return "";
  }
  return absl::StrCat("\nchip ", chip.index, " is ", Word(chip.health.verdict), ", ",
                      Printable(chip.health.reason), "\n", text);
}

}  // namespace

std::string HealthTable(const Snapshot& snapshot, ChipSet asked) {
  Rows rows = {{"CHIP", "VERDICT", "REASON", "SINCE", "EVIDENCE"}};
  std::string details;
  for (const ChipState& chip : snapshot.chips) {
    if (!IsAsked(asked, chip.index)) {
      continue;
    }
    rows.push_back(ChipRow(snapshot, chip));
    details += Details(snapshot, chip);
  }
  if (asked.empty()) {
    for (const MissingChip& missing : snapshot.inventory->missing) {
      rows.push_back(MissingRow(missing));
    }
  }
  return absl::StrCat(HostText(snapshot), rows.size() == 1 ? "" : FormatTable(rows), details);
}

}  // namespace neuron
