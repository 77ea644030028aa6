#include "agent/cli/holder_table.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/ranges_text.h"
#include "agent/cli/claimant.h"
#include "agent/cli/footnotes.h"
#include "agent/cli/holding.h"
#include "agent/cli/text_table.h"
#include "agent/cli/words.h"
#include "agent/telemetry/workload_words.h"

namespace neuron {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string LayerText(const Claim& claim) {
  return claim.takes ? std::string(Word(claim.layer))
                     : absl::StrCat("(", Word(claim.layer), ": ", Printable(claim.why), ")");
}

std::string ExecutingText(const Reading<bool>& executing) {
  return CellText(executing, [](bool active) { return active ? "yes" : "idle"; });
}

template <typename T, typename ToText>
std::string Cell(absl::string_view column, const Reading<T>& reading, ChipSet chips, ToText text,
                 Footnotes* notes) {
  if (reading.is_unknown()) {
    notes->Add(column, chips, reading.why().message());
  }
  return CellText(reading, text);
}

std::vector<std::string> Row(const Snapshot& snapshot, const Holding& holding, Footnotes* notes) {
  return {RangesText(holding.chips.chips()),
          LayerText(holding.claim),
          holding.claim.pid == 0 ? kAbsentCell : absl::StrCat(holding.claim.pid),
          CellText(holding.command),
          Cell("CONTAINER", holding.container, holding.chips, Printable, notes),
          Cell("TASK", holding.task, holding.chips, Printable, notes),
          AgeText(snapshot.taken_at - holding.claim.since),
          ExecutingText(holding.executing)};
}

// Each chip has a reason of its own.
void NoteExecuting(const Snapshot& snapshot, Footnotes* notes) {
  for (const ChipState& chip : snapshot.chips) {
    if (chip.allocation.executing.is_unknown()) {
      notes->Add("EXECUTING", ChipSet{chip.index}, chip.allocation.executing.why().message());
    }
  }
}

std::string HoldingTable(const Snapshot& snapshot, Footnotes* notes) {
  Rows rows = {{"CHIPS", "LAYER", "PID", "COMMAND", "CONTAINER", "TASK", "SINCE", "EXECUTING"}};
  for (const Holding& holding : Holdings(snapshot)) {
    rows.push_back(Row(snapshot, holding, notes));
  }
  NoteExecuting(snapshot, notes);
  return rows.size() == 1 ? "nobody has a chip, as far as can be seen\n" : FormatTable(rows);
}

std::string ObserverTable(const Snapshot& snapshot, Footnotes* notes) {
  Rows rows = {{"OBSERVES", "PID", "COMMAND", "CONTAINER", "SINCE"}};
  const auto name = [&](const std::string& id) { return Printable(ContainerName(snapshot, id)); };
  for (const Holder& holder : snapshot.evidence.holders.holders) {
    if (!holder.observed.empty()) {
      rows.push_back({RangesText(holder.observed.chips()), absl::StrCat(holder.pid),
                      CellText(holder.command),
                      Cell("CONTAINER", holder.container, holder.observed, name, notes),
                      AgeText(snapshot.taken_at - holder.since)});
    }
  }
  return rows.size() == 1 ? "" : absl::StrCat("\n", FormatTable(rows));
}

void NoteFindings(const Snapshot& snapshot, Footnotes* notes) {
  for (const WorkloadFinding& finding : snapshot.workload_findings) {
    notes->Add(absl::StrCat("finding ", Word(finding.code)), finding.chips,
               absl::StrCat(finding.text, " (confidence ", Word(finding.confidence),
                            "; seen: ", absl::StrJoin(finding.evidence, "; "), ")"));
    if (finding.step == Step::kTerminate) {
      notes->Add("step", absl::StrCat("neuronctl holders --release ", finding.pid));
    } else if (finding.step == Step::kRemoveContainer) {
      notes->Add("step", absl::StrCat("docker rm --force ", finding.container));
    }
  }
}

void NoteWhatIsHidden(const Snapshot& snapshot, Footnotes* notes) {
  for (const ChipState& chip : snapshot.chips) {
    if (chip.allocation.occupancy == Occupancy::kUnknown) {
      notes->Add("occupancy", ChipSet{chip.index}, chip.allocation.why.message());
    }
  }
  const Evidence& evidence = snapshot.evidence;
  if (!evidence.holders.sight.ok()) {
    notes->Add("processes", evidence.holders.sight.message());
  }
  if (!evidence.containers.sight.ok()) {
    notes->Add("containers", evidence.containers.sight.message());
  }
}

}  // namespace

std::string HolderTable(const Snapshot& snapshot) {
  Footnotes notes;
  const std::string holdings = HoldingTable(snapshot, &notes);
  const std::string observers = ObserverTable(snapshot, &notes);
  NoteFindings(snapshot, &notes);
  NoteWhatIsHidden(snapshot, &notes);
  const std::string text = notes.Text();
  return absl::StrCat(holdings, observers, text.empty() ? "" : "\n", text);
}

}  // namespace neuron
