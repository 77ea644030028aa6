#include "agent/sink/workload_changes.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/workload/free_set.h"

namespace neuron {
namespace {

constexpr std::size_t kMostLines = 16;

// What there is of one kind: the key that makes it the same thing in two snapshots, and its fields.
using Things = std::map<std::string, std::vector<LogField>>;

// Tells of those of `these` that `others` has not.
void DescribeOnlyIn(const Things& these, const Things& others, LogLevel level,
                    const std::string& event, std::vector<ChangeLine>* lines) {
  std::size_t found = 0;
  for (const auto& [key, fields] : these) {
    if (others.count(key) == 0 && ++found <= kMostLines) {
      lines->push_back({level, event, fields});
    }
  }
  if (found > kMostLines) {
    lines->push_back({level, event, {{"more", absl::StrCat(found - kMostLines)}}});
  }
}

std::string ContainerText(const Reading<std::string>& id) {
  return id.has_value() ? id.value() : id.is_absent() ? "none" : "unknown";
}

Things LeasesOf(const Snapshot& snapshot) {
  Things leases;
  for (const Lease& lease : snapshot.evidence.leases) {
    leases[absl::StrCat(absl::Dec(lease.id, absl::kZeroPad20))] = {
        {"lease", absl::StrCat(lease.id)},
        {"chips", FormatFreeSet(lease.chips)},
        {"pid", absl::StrCat(lease.pid)},
        {"command", lease.command},
        {"container", ContainerText(lease.container)}};
  }
  return leases;
}

Things ContainersOf(const Snapshot& snapshot) {
  Things containers;
  for (const Container& container : snapshot.evidence.containers.containers) {
    if (!container.mapped.has_value() || container.mapped.value().empty()) {
      continue;
    }
    std::vector<LogField> fields = {{"container", container.id},
                                    {"chips", FormatFreeSet(container.mapped.value())}};
    if (container.task.has_value()) {
      fields.push_back({"task", container.task.value().arn});
    }
    containers[container.id] = std::move(fields);
  }
  return containers;
}

Things FindingsOf(const Snapshot& snapshot) {
  Things findings;
  for (const WorkloadFinding& finding : snapshot.workload_findings) {
    const std::string tasks = absl::StrJoin(finding.tasks, ",");
    const std::string chips = FormatFreeSet(finding.chips);
    const std::string key = absl::StrCat(Word(finding.code), " ", chips, " ", finding.pid, " ",
                                         finding.container, " ", tasks);
    findings[key] = {{"code", Word(finding.code)}, {"chips", chips}, {"finding", finding.text}};
  }
  return findings;
}

// That a place is missing is normal, and so no failure.
Things FailedProbesOf(const Snapshot& snapshot) {
  Things probes;
  for (const ProbeReport& probe : snapshot.probes) {
    if (!probe.status.ok() && !absl::IsNotFound(probe.status)) {
      probes[probe.name] = {{"probe", probe.name}, {"error", std::string(probe.status.message())}};
    }
  }
  return probes;
}

bool SeesContainers(const Snapshot* snapshot) {
  return snapshot == nullptr || snapshot->evidence.containers.sight.ok();
}

// The names of two events: that a thing came, and that it went.
struct Events {
  LogLevel came_level;
  std::string came;
  std::string went;
};

void Describe(Things (*things_of)(const Snapshot&), const Events& events, const Snapshot* before,
              const Snapshot& after, std::vector<ChangeLine>* lines) {
  const Things then = before == nullptr ? Things() : things_of(*before);
  const Things now = things_of(after);
  DescribeOnlyIn(now, then, events.came_level, events.came, lines);
  DescribeOnlyIn(then, now, LogLevel::kInfo, events.went, lines);
}

}  // namespace

std::vector<ChangeLine> DescribeWorkloadChanges(const Snapshot* before, const Snapshot& after) {
  std::vector<ChangeLine> lines;
  if (SeesContainers(before) && SeesContainers(&after)) {
    Describe(ContainersOf, {LogLevel::kInfo, "container_with_chips", "container_gone"}, before,
             after, &lines);
  }
  Describe(LeasesOf, {LogLevel::kInfo, "lease_granted", "lease_ended"}, before, after, &lines);
  Describe(FindingsOf, {LogLevel::kWarning, "workload_finding", "workload_finding_gone"}, before,
           after, &lines);
  Describe(FailedProbesOf, {LogLevel::kWarning, "probe_failed", "probe_recovered"}, before, after,
           &lines);
  return lines;
}

}  // namespace neuron
