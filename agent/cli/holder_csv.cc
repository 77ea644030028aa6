#include "agent/cli/holder_csv.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/cli/chip_csv.h"
#include "agent/cli/claimant.h"
#include "agent/cli/holding.h"
#include "agent/cli/text_table.h"
#include "agent/telemetry/workload_words.h"

namespace neuron {
namespace {

constexpr char kUnknown[] = "unknown";
constexpr char kHeading[] =
    "chips,layer,takes,rule,pid,command,container,container_id,task,task_arn,since,executing\n";

using Fields = std::vector<std::string>;

std::string Line(const Fields& fields) {
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

template <typename T, typename ToText>
std::string Field(const Reading<T>& reading, ToText text) {
  if (reading.has_value()) {
    return text(reading.value());
  }
  return reading.is_absent() ? "" : kUnknown;
}

std::string Itself(const std::string& text) { return text; }

std::string YesOrNo(bool yes) { return yes ? "yes" : "no"; }

std::string ChipsText(ChipSet chips) { return absl::StrJoin(chips.chips(), ";"); }

std::string HoldingLine(const Holding& holding) {
  const Claim& claim = holding.claim;
  return Line({ChipsText(holding.chips), std::string(Word(claim.layer)), YesOrNo(claim.takes),
               claim.why, claim.pid == 0 ? "" : absl::StrCat(claim.pid), holding.command,
               Field(holding.container, Itself), claim.container, Field(holding.task, Itself),
               claim.task, TimeText(claim.since), Field(holding.executing, YesOrNo)});
}

std::string ObserverLine(const Snapshot& snapshot, const Holder& holder) {
  const auto name = [&](const std::string& id) { return ContainerName(snapshot, id); };
  return Line({ChipsText(holder.observed), "observed", YesOrNo(false), "", absl::StrCat(holder.pid),
               holder.command, Field(holder.container, name), Field(holder.container, Itself), "",
               "", TimeText(holder.since), ""});
}

}  // namespace

std::string HolderCsv(const Snapshot& snapshot) {
  std::string csv = kHeading;
  for (const Holding& holding : Holdings(snapshot)) {
    csv += HoldingLine(holding);
  }
  for (const Holder& holder : snapshot.evidence.holders.holders) {
    if (!holder.observed.empty()) {
      csv += ObserverLine(snapshot, holder);
    }
  }
  return csv;
}

}  // namespace neuron
