#include "agent/cli/health_csv.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/cli/chip_csv.h"
#include "agent/cli/health_outcome.h"
#include "agent/cli/text_table.h"

namespace neuron {
namespace {

constexpr char kUnknown[] = "unknown";
constexpr char kHeading[] = "chip,verdict,reason,since,evidence,advice,clears_when\n";

std::string Line(const std::vector<std::string>& fields) {
  const auto quote = [](std::string* out, const std::string& field) {
    *out += CsvField(Printable(field));
  };
  return absl::StrCat(absl::StrJoin(fields, ",", quote), "\n");
}

std::string TimeText(absl::Time time) {
  return time == absl::InfinitePast()
             ? kUnknown
             : absl::FormatTime(absl::RFC3339_sec, time, absl::UTCTimeZone());
}

}  // namespace

std::string HealthCsv(const Snapshot& snapshot, ChipSet asked) {
  std::string csv = kHeading;
  for (const ChipState& chip : snapshot.chips) {
    if (!IsAsked(asked, chip.index)) {
      continue;
    }
    const ChipHealth& health = chip.health;
    csv += Line({absl::StrCat(chip.index), std::string(Word(health.verdict)), health.reason,
                 TimeText(health.since), health.evidence, health.advice, health.clears_when});
  }
  if (asked.empty()) {
    for (const MissingChip& missing : snapshot.inventory->missing) {
      csv += Line({"", "missing", missing.reason, kUnknown, "", "", ""});
    }
  }
  return csv;
}

}  // namespace neuron
