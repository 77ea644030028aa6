#include "agent/telemetry/samples.h"

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "agent/device/chip_type.h"
#include "agent/device/finding.h"
#include "agent/device/pci_address.h"

namespace neuron {
namespace {

using VisitSubject = absl::FunctionRef<void(const Subject&)>;

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

void ForEachCore(Subject subject, VisitSubject visit) {
  if (!subject.state->counters.has_value()) return;
  for (const CoreCounters& core : subject.state->counters.value().cores) {
    subject.core = &core;
    visit(subject);
  }
}

void ForEachChip(const Snapshot& snapshot, VisitSubject visit) {
  Subject subject;
  subject.snapshot = &snapshot;
  for (std::size_t i = 0; i < snapshot.chips.size(); ++i) {
    subject.chip = &snapshot.inventory->chips[i];
    subject.state = &snapshot.chips[i];
    visit(subject);
  }
}

bool IsUnknown(const Metric& metric, const Subject& chip) {
  bool unknown = false;
  const auto look = [&](const Subject& subject) {
    unknown = unknown || metric.read(subject).is_unknown();
  };
  if (metric.scope == MetricScope::kCore) {
    ForEachCore(chip, look);
  } else {
    look(chip);
  }
  return unknown;
}

bool SaysAll(absl::string_view source, const Subject& chip) {
  for (const Metric& metric : MetricCatalog()) {
    const bool of_chip = metric.scope == MetricScope::kChip || metric.scope == MetricScope::kCore;
    if (of_chip && metric.source == source && IsUnknown(metric, chip)) return false;
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
      case MetricScope::kChip:
      case MetricScope::kChipInfo:
        return ForEachChip(snapshot_, visit);
      case MetricScope::kCore:
        return ForEachChip(snapshot_, [&](const Subject& chip) { ForEachCore(chip, visit); });
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

std::string BdfOf(const Chip& chip) {
  return chip.pci.has_value() ? ToString(chip.pci.value().address) : "";
}

std::string CodeOf(MetricScope scope, const Subject& subject) {
  return scope == MetricScope::kWorkloadFinding ? Word(subject.workload_finding)
                                                : Word(subject.finding);
}

std::string LabelValue(absl::string_view label, MetricScope scope, const Subject& subject) {
  if (label == "code") return CodeOf(scope, subject);
  if (label == "probe") return subject.probe->name;
  if (label == "source") return std::string(subject.source->name);
  if (label == "core") return absl::StrCat(subject.core->core);
  if (label == "bdf") return BdfOf(*subject.chip);
  if (label == "serial") {
    return subject.chip->serial_number.has_value() ? subject.chip->serial_number.value() : "";
  }
  if (label == "type") {
    const Reading<ChipType>& type = subject.chip->type;
    return type.has_value() ? std::string(FactsOf(type.value()).attribute) : "";
  }
  if (subject.chip != nullptr) return absl::StrCat(subject.chip->index);
  return subject.source->chip.has_value() ? absl::StrCat(*subject.source->chip) : "";
}

// Owns the values that the labels of one sample point to.
class Labels {
 public:
  Labels(MetricScope scope, const Subject& subject) {
    const absl::Span<const absl::string_view> names = LabelNames(scope);
    values_.reserve(names.size());
    for (const absl::string_view name : names) {
      values_.push_back(LabelValue(name, scope, subject));
      if (!values_.back().empty()) labels_.push_back({name, values_.back()});
    }
  }

  absl::Span<const Label> span() const { return labels_; }

 private:
  // Reserved, so that the views into it hold.
  std::vector<std::string> values_;
  std::vector<Label> labels_;
};

}  // namespace

void ForEachSample(const Snapshot& snapshot, absl::FunctionRef<void(const Sample&)> visit) {
  const Subjects subjects(snapshot);
  for (const Metric& metric : MetricCatalog()) {
    subjects.ForEach(metric.scope, [&](const Subject& subject) {
      const Reading<Number> reading = metric.read(subject);
      if (!reading.has_value()) return;
      const Labels labels(metric.scope, subject);
      visit({metric, labels.span(), reading.value()});
    });
  }
}

}  // namespace neuron
