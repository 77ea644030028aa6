#include "agent/telemetry/host_readers.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "agent/telemetry/reading_number.h"

namespace neuron {
namespace {

// False also for one that the snapshot does not have.
bool IsUp(absl::string_view source, const Snapshot& snapshot) {
  return std::any_of(
      snapshot.sources.begin(), snapshot.sources.end(),
      [&](const SourceReport& report) { return report.name == source && report.status.ok(); });
}

}  // namespace

Reading<Number> ReadSequence(const Subject& subject) { return Whole(subject.snapshot->sequence); }

Reading<Number> ReadTakenAt(const Subject& subject) {
  return SecondsSinceEpoch(subject.snapshot->taken_at);
}

Reading<Number> ReadCollectionTime(const Subject& subject) {
  return Number(absl::ToDoubleSeconds(subject.snapshot->collection_time));
}

Reading<Number> ReadDriverLoaded(const Subject& subject) {
  return Whole(subject.snapshot->inventory->driver_loaded);
}

Reading<Number> ReadEnumeratedAt(const Subject& subject) {
  return SecondsSinceEpoch(subject.snapshot->inventory->enumerated_at);
}

Reading<Number> ReadExpectedChips(const Subject& subject) {
  return subject.snapshot->inventory->expected_chips.Map(
      [](int chips) { return Number(static_cast<std::uint64_t>(chips)); });
}

Reading<Number> ReadChips(const Subject& subject) { return Whole(subject.snapshot->chips.size()); }

Reading<Number> ReadMissingChips(const Subject& subject) {
  if (!IsUp("pci", *subject.snapshot)) return Unsaid("PCI could not be looked at");
  return Whole(subject.snapshot->inventory->missing.size());
}

Reading<Number> ReadFreeChips(const Subject& subject) {
  if (!subject.snapshot->evidence.holders.sight.ok()) return Unsaid("some processes are hidden");
  return Whole(static_cast<std::uint64_t>(subject.snapshot->free.size()));
}

Reading<Number> ReadHolders(const Subject& subject) {
  if (!subject.snapshot->evidence.holders.sight.ok()) return Unsaid("some processes are hidden");
  return Whole(subject.snapshot->evidence.holders.holders.size());
}

Reading<Number> ReadAllProcessesVisible(const Subject& subject) {
  return Whole(subject.snapshot->evidence.holders.sight.ok());
}

Reading<Number> ReadHoldersReadAt(const Subject& subject) {
  return SecondsSinceEpoch(subject.snapshot->evidence.holders.taken_at);
}

Reading<Number> ReadContainers(const Subject& subject) {
  const ContainerScan& scan = subject.snapshot->evidence.containers;
  return scan.sight.ok() ? Whole(scan.containers.size()) : Unsaid("some containers are hidden");
}

Reading<Number> ReadContainersReadAt(const Subject& subject) {
  return SecondsSinceEpoch(subject.snapshot->evidence.containers.taken_at);
}

Reading<Number> ReadAllContainersVisible(const Subject& subject) {
  return Whole(subject.snapshot->evidence.containers.sight.ok());
}

Reading<Number> ReadLeases(const Subject& subject) {
  return Whole(subject.snapshot->evidence.leases.size());
}

Reading<Number> ReadReservations(const Subject& subject) {
  return Whole(subject.snapshot->evidence.reservations.size());
}

Reading<Number> ReadHealth(const Subject& subject, NodeHealth asked) {
  const NodeHealth health = subject.snapshot->health;
  return health == NodeHealth::kUnknown ? Unsaid("nobody can tell") : Whole(health == asked);
}

Reading<Number> ReadLogTotal(const Subject& subject, std::uint64_t KernelLogReport::*total) {
  const absl::optional<KernelLogReport>& log = subject.snapshot->kernel_log;
  return log.has_value() ? Whole((*log).*total) : Unsaid("the kernel's log is not heard");
}

Reading<Number> ReadFindings(const Subject& subject) {
  if (subject.finding == FindingCode::kMissingChip && !IsUp("pci", *subject.snapshot)) {
    return Unsaid("PCI could not be looked at");
  }
  const std::vector<Finding>& findings = subject.snapshot->inventory->findings;
  return Whole(static_cast<std::uint64_t>(
      std::count_if(findings.begin(), findings.end(),
                    [&](const Finding& finding) { return finding.code == subject.finding; })));
}

Reading<Number> ReadWorkloadFindings(const Subject& subject) {
  const std::vector<WorkloadFinding>& findings = subject.snapshot->workload_findings;
  return Whole(static_cast<std::uint64_t>(std::count_if(
      findings.begin(), findings.end(),
      [&](const WorkloadFinding& finding) { return finding.code == subject.workload_finding; })));
}

Reading<Number> ReadProbeAttached(const Subject& subject) {
  return Whole(subject.probe->status.ok());
}

Reading<Number> ReadProbeRuns(const Subject& subject) {
  const absl::optional<std::uint64_t>& runs = subject.probe->runs;
  return runs.has_value() ? Whole(*runs) : Reading<Number>::Absent();
}

Reading<Number> ReadProbeRunTime(const Subject& subject) {
  const absl::optional<absl::Duration>& time = subject.probe->run_time;
  return time.has_value() ? Reading<Number>(absl::ToDoubleSeconds(*time))
                          : Reading<Number>::Absent();
}

Reading<Number> ReadProbeDrops(const Subject& subject) { return Whole(subject.probe->drops); }

Reading<Number> ReadUp(const Subject& subject) { return Whole(subject.source->up); }

Reading<Number> ReadLastSuccess(const Subject& subject) {
  const Reading<absl::Time>& time = subject.source->last_success;
  return time.has_value() ? SecondsSinceEpoch(time.value()) : Reading<Number>::Absent();
}

}  // namespace neuron
