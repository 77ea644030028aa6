#include "agent/cli/health_csv.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/cli/csv_line.h"
#include "agent/cli/health_outcome.h"

namespace neuron {
namespace {

constexpr char kHeading[] = "chip,verdict,reason,since,evidence,advice,clears_when\n";

}  // namespace

std::string HealthCsv(const Snapshot& snapshot, ChipSet asked) {
  std::string csv = kHeading;
  for (const ChipState& chip : snapshot.chips) {
    if (!IsAsked(asked, chip.index)) {
      continue;
    }
    const ChipHealth& health = chip.health;
    csv += CsvLine({absl::StrCat(chip.index), std::string(Word(health.verdict)), health.reason,
                    CsvTime(health.since), health.evidence, health.advice, health.clears_when});
  }
  if (asked.empty()) {
    for (const MissingChip& missing : snapshot.inventory->missing) {
      csv += CsvLine({"", "missing", missing.reason, kCsvUnknown, "", "", ""});
    }
  }
  return csv;
}

}  // namespace neuron
