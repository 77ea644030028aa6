#include "agent/telemetry/sample_labels.h"

#include "absl/strings/str_cat.h"
#include "agent/device/chip_type.h"
#include "agent/device/counter_catalog.h"
#include "agent/device/finding.h"
#include "agent/device/pci_address.h"

namespace neuron {
namespace {

std::string BdfOf(const Chip& chip) {
  return chip.pci.has_value() ? ToString(chip.pci.value().address) : "";
}

std::string SerialOf(const Chip& chip) {
  return chip.serial_number.has_value() ? chip.serial_number.value() : "";
}

std::string TypeOf(const Chip& chip) {
  return chip.type.has_value() ? std::string(FactsOf(chip.type.value()).attribute) : "";
}

std::string CodeOf(MetricScope scope, const Subject& subject) {
  return scope == MetricScope::kWorkloadFinding ? Word(subject.workload_finding)
                                                : Word(subject.finding);
}

std::string SourceOf(MetricScope scope, const Subject& subject) {
  return scope == MetricScope::kUtilization ? Word(subject.usage->utilization.value().source)
                                            : std::string(subject.source->name);
}

// "tensors" of "device_mem/tensors".
std::string ClassOf(MetricScope scope, const Subject& subject) {
  const absl::string_view node = scope == MetricScope::kHostMemory ? NodeOf(subject.host_memory)
                                                                   : NodeOf(subject.device_memory);
  return std::string(node.substr(node.rfind('/') + 1));
}

std::string CounterOf(const Rebase& rebase) {
  return std::string(rebase.of_core ? NodeOf(rebase.tally) : NodeOf(rebase.ecc));
}

std::string ChipOf(const Subject& subject) {
  if (subject.chip != nullptr) return absl::StrCat(subject.chip->index);
  return subject.source->chip.has_value() ? absl::StrCat(*subject.source->chip) : "";
}

// The labels that tell the parts of a chip or of a core apart.
std::string PartValue(absl::string_view label, MetricScope scope, const Subject& subject) {
  if (label == "core") return absl::StrCat(subject.core->core);
  if (label == "unit") return Word(subject.state->usage->time_unit);
  if (label == "ailment") return Word(subject.ailment);
  if (label == "group") return std::string(Word(subject.group));
  if (label == "class") return ClassOf(scope, subject);
  if (label == "counter") return CounterOf(*subject.rebase);
  if (label == "row_group") return absl::StrCat(subject.place);
  return absl::StrCat(subject.state->counters.value().raw_power.value().dies[subject.place].die);
}

std::string LabelValue(absl::string_view label, MetricScope scope, const Subject& subject) {
  if (label == "code") return CodeOf(scope, subject);
  if (label == "probe") return subject.probe->name;
  if (label == "source") return SourceOf(scope, subject);
  if (label == "chip") return ChipOf(subject);
  if (label == "bdf") return BdfOf(*subject.chip);
  if (label == "serial") return SerialOf(*subject.chip);
  if (label == "type") return TypeOf(*subject.chip);
  return PartValue(label, scope, subject);
}

}  // namespace

SampleLabels::SampleLabels(MetricScope scope, const Subject& subject) {
  const absl::Span<const absl::string_view> names = LabelNames(scope);
  values_.reserve(names.size());
  for (const absl::string_view name : names) {
    values_.push_back(LabelValue(name, scope, subject));
    if (!values_.back().empty()) labels_.push_back({name, values_.back()});
  }
}

}  // namespace neuron
