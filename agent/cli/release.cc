#include "agent/cli/release.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "agent/base/ranges_text.h"
#include "agent/base/status.h"
#include "agent/cli/text_table.h"
#include "agent/telemetry/workload_words.h"

namespace neuron {
namespace {

const WorkloadFinding* FindingAbout(const Snapshot& snapshot, int pid) {
  const WorkloadFinding* found = nullptr;
  for (const WorkloadFinding& finding : snapshot.workload_findings) {
    if (finding.pid != pid) {
      continue;
    }
    if (finding.step != Step::kWait) {
      return &finding;
    }
    if (found == nullptr) {
      found = &finding;
    }
  }
  return found;
}

std::string StepText(const WorkloadFinding& finding) {
  switch (finding.step) {
    case Step::kWait:
      return "wait: it goes away by itself, or needs no hand";
    case Step::kTerminate:
      return absl::StrCat("send SIGTERM to pid ", finding.pid,
                          ", if it still is the process that started at tick ",
                          finding.start_ticks);
    case Step::kRemoveContainer:
      return absl::StrCat("docker rm --force ", Printable(finding.container));
    case Step::kReplaceHost:
      break;
  }
  return "replace this host: drain the container instance, then terminate the instance";
}

std::string ChipsText(ChipSet chips) {
  return chips.empty()
             ? ""
             : absl::StrCat(" of chip", chips.size() > 1 ? "s " : " ", RangesText(chips.chips()));
}

std::string Describe(const WorkloadFinding& finding) {
  std::string text =
      absl::StrCat("finding  ", Word(finding.code), ChipsText(finding.chips), " (confidence ",
                   Word(finding.confidence), "): ", Printable(finding.text), "\n");
  for (const std::string& line : finding.evidence) {
    absl::StrAppend(&text, "seen     ", Printable(line), "\n");
  }
  return absl::StrCat(text, "step     ", StepText(finding), "\n");
}

}  // namespace

absl::Status Release(const Snapshot& snapshot, int pid, bool yes, const Terminate& terminate,
                     const Output& output) {
  const WorkloadFinding* const finding = FindingAbout(snapshot, pid);
  if (finding == nullptr) {
    return absl::NotFoundError(absl::StrCat("no finding names pid ", pid,
                                            ", so there is nothing to release; see neuronctl "
                                            "holders for what there is"));
  }
  NEURON_RETURN_IF_ERROR(output(Describe(*finding)));
  if (finding->step != Step::kTerminate) {
    return absl::FailedPreconditionError(
        absl::StrCat("nothing was done, this is for you: ", StepText(*finding)));
  }
  if (!yes) {
    return output("nothing was done; add --yes to do it\n");
  }
  NEURON_RETURN_IF_ERROR(terminate(finding->pid, finding->start_ticks));
  return output(absl::StrCat("done     SIGTERM was sent to pid ", finding->pid, "\n"));
}

}  // namespace neuron
