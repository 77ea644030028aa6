#include "agent/workload/holder_trouble.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/workload/evidence_line.h"
#include "agent/workload/holder_finding.h"
#include "agent/workload/known_container.h"

namespace neuron {
namespace {

std::string NameOf(const Holder& holder) {
  return absl::StrCat("pid ", holder.pid, " (", holder.command, ")");
}

// The findings that `judge` makes of those that hold a chip: it returns whether it made one.
template <typename Judge>
std::vector<WorkloadFinding> ForEachHolder(WorkloadFindingCode code, const Evidence& evidence,
                                           Judge judge) {
  std::vector<WorkloadFinding> findings;
  for (const Holder& holder : evidence.holders.holders) {
    if (!holder.held.empty()) {
      WorkloadFinding finding = AboutHolder(code, holder, evidence);
      if (judge(holder, &finding)) {
        findings.push_back(std::move(finding));
      }
    }
  }
  return findings;
}

bool IsIn(const Holder& holder, absl::string_view states) {
  return holder.state.has_value() && states.find(holder.state.value()) != absl::string_view::npos;
}

void AddState(const Holder& holder, absl::Duration age, WorkloadFinding* finding) {
  finding->evidence.push_back(
      absl::StrCat("proc: its state is ", std::string(1, holder.state.value()), " for ",
                   absl::FormatDuration(absl::Trunc(age, absl::Seconds(1)))));
}

bool JudgeGone(const Holder& holder, const Container& container, const Evidence& evidence,
               WorkloadFinding* finding) {
  // To a look that does not see everything, what it misses has gone.
  if (!evidence.containers.sight.ok() || container.gone_for < kCleanUp) {
    return false;
  }
  finding->evidence.push_back(
      absl::StrCat("container: ", NameOfContainer(container.id), " has been gone since ",
                   absl::FormatTime(container.gone_at, absl::UTCTimeZone())));
  finding->confidence = Confidence::kMedium;
  finding->step = Step::kTerminate;
  finding->text = absl::StrCat(NameOf(holder), " holds ", NamesOf(holder.held), " and ",
                               NameOfContainer(container.id), " has gone: end the process");
  return true;
}

bool JudgeStranger(const Holder& holder, const Evidence& evidence, WorkloadFinding* finding) {
  if (!evidence.containers.sight.ok() || holder.held_for < kStuck) {
    return false;
  }
  const std::string name = NameOfContainer(holder.container.value());
  finding->evidence.push_back(absl::StrCat("container: no ", name, " is known"));
  finding->text = absl::StrCat(NameOf(holder), " holds ", NamesOf(holder.held), " in ", name,
                               ", of which nobody knows: find out who started it");
  return true;
}

}  // namespace

std::vector<WorkloadFinding> FindDeadHolders(const Evidence& evidence) {
  return ForEachHolder(WorkloadFindingCode::kDeadHolder, evidence,
                       [&](const Holder& holder, WorkloadFinding* finding) {
                         const absl::Duration age = holder.state_for;
                         if (!IsIn(holder, "ZX") || age < kCleanUp) {
                           return false;
                         }
                         AddState(holder, age, finding);
                         finding->confidence = Confidence::kMedium;
                         finding->step = Step::kTerminate;
                         finding->text =
                             absl::StrCat(NameOf(holder), " is dead and a thread of it keeps ",
                                          NamesOf(holder.held),
                                          ": end the process; if it stays, replace the host");
                         return true;
                       });
}

std::vector<WorkloadFinding> FindStuckHolders(const Evidence& evidence) {
  return ForEachHolder(
      WorkloadFindingCode::kStuckHolder, evidence,
      [&](const Holder& holder, WorkloadFinding* finding) {
        const absl::Duration age = holder.state_for;
        if (!IsIn(holder, "D") || age < kStuck) {
          return false;
        }
        const bool hopeless = age >= kHopeless;
        AddState(holder, age, finding);
        finding->confidence = hopeless ? Confidence::kHigh : Confidence::kMedium;
        finding->step = hopeless ? Step::kReplaceHost : Step::kWait;
        finding->text =
            absl::StrCat(NameOf(holder), " hangs in the kernel and keeps ", NamesOf(holder.held),
                         ": ", hopeless ? "no signal ends it, replace the host" : "wait");
        return true;
      });
}

std::vector<WorkloadFinding> FindHoldersWithoutContainer(const Evidence& evidence) {
  return ForEachHolder(WorkloadFindingCode::kNoContainer, evidence,
                       [&](const Holder& holder, WorkloadFinding* finding) {
                         if (!holder.container.has_value() ||
                             IsThere(evidence.containers, holder.container.value())) {
                           return false;
                         }
                         const Container* gone =
                             FindContainer(evidence.containers, holder.container.value());
                         return gone != nullptr ? JudgeGone(holder, *gone, evidence, finding)
                                                : JudgeStranger(holder, evidence, finding);
                       });
}

std::vector<WorkloadFinding> FindHoldersOfStoppedTasks(const Evidence& evidence) {
  return ForEachHolder(
      WorkloadFindingCode::kStoppedTask, evidence,
      [&](const Holder& holder, WorkloadFinding* finding) {
        if (finding->tasks.empty() || evidence.stopped_tasks.count(finding->tasks[0]) == 0) {
          return false;
        }
        const bool is_there = IsThere(evidence.containers, finding->container);
        finding->evidence.push_back(absl::StrCat("ecs: ", finding->tasks[0], " is STOPPED"));
        finding->confidence = Confidence::kHigh;
        finding->step = is_there ? Step::kRemoveContainer : Step::kTerminate;
        finding->text =
            absl::StrCat(NameOf(holder), " holds ", NamesOf(holder.held), " for a task that is ",
                         "stopped: ", is_there ? "remove the container" : "end the process");
        return true;
      });
}

std::vector<WorkloadFinding> FindAttachedMonitors(const Evidence& evidence) {
  return ForEachHolder(
      WorkloadFindingCode::kMonitorAttached, evidence,
      [&](const Holder& holder, WorkloadFinding* finding) {
        const bool passes = holder.command == "neuron-ls";
        if (!passes && holder.command != "neuron-monitor" && holder.command != "neuron-top") {
          return false;
        }
        finding->confidence = Confidence::kHigh;
        finding->step = passes ? Step::kWait : Step::kTerminate;
        finding->text =
            absl::StrCat(NameOf(holder), " only watches and has attached to ", NamesOf(holder.held),
                         " as a workload does, which makes it look taken: ",
                         passes ? "wait for its end" : "end it, the agent has its figures");
        return true;
      });
}

}  // namespace neuron
