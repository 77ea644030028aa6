#include "agent/cli/holder_csv.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/cli/claimant.h"
#include "agent/cli/csv_line.h"
#include "agent/cli/holding.h"
#include "agent/telemetry/workload_words.h"

namespace neuron {
namespace {

constexpr char kHeading[] =
    "chips,layer,takes,rule,pid,command,container,container_id,task,task_arn,since,executing\n";

std::string YesOrNo(bool yes) { return yes ? "yes" : "no"; }

std::string ChipsText(ChipSet chips) { return absl::StrJoin(chips.chips(), ";"); }

std::string HoldingLine(const Holding& holding) {
  const Claim& claim = holding.claim;
  return CsvLine({ChipsText(holding.chips), std::string(Word(claim.layer)), YesOrNo(claim.takes),
                  claim.why, claim.pid == 0 ? "" : absl::StrCat(claim.pid), holding.command,
                  CsvReading(holding.container), claim.container, CsvReading(holding.task),
                  claim.task, CsvTime(claim.since), CsvReading(holding.executing, YesOrNo)});
}

std::string ObserverLine(const Snapshot& snapshot, const Holder& holder) {
  const auto name = [&](const std::string& id) { return ContainerName(snapshot, id); };
  return CsvLine({ChipsText(holder.observed), "observed", YesOrNo(false), "",
                  absl::StrCat(holder.pid), holder.command, CsvReading(holder.container, name),
                  CsvReading(holder.container), "", "", CsvTime(holder.since), ""});
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
