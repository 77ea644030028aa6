#include "agent/telemetry/samples.h"

#include <vector>

#include "agent/device/finding.h"
#include "agent/telemetry/chip_subjects.h"

namespace neuron {
namespace {

// The sources that say something of each chip.
constexpr absl::string_view kChipSources[] = {"sysfs", "pci", "processes"};

constexpr FindingCode kFindingCodes[] = {
    FindingCode::kMissingChip,       FindingCode::kFewerChips,     FindingCode::kMoreChips,
    FindingCode::kOtherChipType,     FindingCode::kOtherTopology,  FindingCode::kTwinChips,
    FindingCode::kUnclearPciAddress, FindingCode::kModuleParameter};

constexpr WorkloadFindingCode kWorkloadFindingCodes[] = {
    WorkloadFindingCode::kCollision,           WorkloadFindingCode::kOutsideLease,
    WorkloadFindingCode::kDeadHolder,          WorkloadFindingCode::kStuckHolder,
    WorkloadFindingCode::kNoContainer,         WorkloadFindingCode::kStoppedTask,
    WorkloadFindingCode::kMemoryWithoutHolder, WorkloadFindingCode::kLeaseWithoutLife,
    WorkloadFindingCode::kMonitorAttached};

bool IsUnknown(const Metric& metric, const Subject& chip) {
  bool unknown = false;
  const auto look = [&](const Subject& subject) {
    unknown = unknown || metric.read(subject).is_unknown();
  };
  ForEachPart(metric.scope, chip, look);
  return unknown;
}

bool SaysAll(absl::string_view source, const Subject& chip) {
  for (const Metric& metric : MetricCatalog()) {
    if (IsOfChips(metric.scope) && metric.source == source && IsUnknown(metric, chip)) return false;
  }
  return true;
}

std::vector<SourceSubject> Sources(const Snapshot& snapshot) {
  std::vector<SourceSubject> sources;
  for (const SourceReport& report : snapshot.sources) {
    sources.push_back({report.name, absl::nullopt, report.status.ok(), report.last_success});
  }
  for (const absl::string_view source : kChipSources) {
    ForEachChip(snapshot, [&](const Subject& chip) {
      sources.push_back(
          {source, chip.chip->index, SaysAll(source, chip), Reading<absl::Time>::Absent()});
    });
  }
  return sources;
}

// One snapshot, taken apart into what samples can be about.
class Subjects {
 public:
  explicit Subjects(const Snapshot& snapshot) : snapshot_(snapshot), sources_(Sources(snapshot)) {}

  void ForEach(MetricScope scope, VisitSubject visit) const {
    switch (scope) {
      case MetricScope::kHost:
        return visit(Host());
      case MetricScope::kFinding:
        return ForEachFinding(visit);
      case MetricScope::kWorkloadFinding:
        return ForEachWorkloadFinding(visit);
      case MetricScope::kProbe:
        return ForEachProbe(visit);
      case MetricScope::kSource:
        return ForEachSource(visit);
      default:
        return ForEachChip(snapshot_,
                           [&](const Subject& chip) { ForEachPart(scope, chip, visit); });
    }
  }

 private:
  Subject Host() const {
    Subject subject;
    subject.snapshot = &snapshot_;
    return subject;
  }

  // Of each kind, so that there is a 0 where there are none.
  void ForEachFinding(VisitSubject visit) const {
    Subject subject = Host();
    for (const FindingCode code : kFindingCodes) {
      subject.finding = code;
      visit(subject);
    }
  }

  void ForEachWorkloadFinding(VisitSubject visit) const {
    Subject subject = Host();
    for (const WorkloadFindingCode code : kWorkloadFindingCodes) {
      subject.workload_finding = code;
      visit(subject);
    }
  }

  void ForEachProbe(VisitSubject visit) const {
    Subject subject = Host();
    for (const ProbeReport& probe : snapshot_.probes) {
      subject.probe = &probe;
      visit(subject);
    }
  }

  void ForEachSource(VisitSubject visit) const {
    Subject subject = Host();
    for (const SourceSubject& source : sources_) {
      subject.source = &source;
      visit(subject);
    }
  }

  const Snapshot& snapshot_;
  const std::vector<SourceSubject> sources_;
};

}  // namespace

void ForEachSample(const Snapshot& snapshot, absl::FunctionRef<void(const Sample&)> visit) {
  const Subjects subjects(snapshot);
  for (const Metric& metric : MetricCatalog()) {
    subjects.ForEach(metric.scope, [&](const Subject& subject) {
      const Reading<Number> reading = metric.read(subject);
      if (!reading.has_value()) return;
      const SampleLabels labels(metric.scope, subject);
      visit({metric, labels.span(), reading.value()});
    });
  }
}

}  // namespace neuron
