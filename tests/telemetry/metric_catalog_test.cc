#include "agent/telemetry/metric_catalog.h"

#include <map>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "agent/telemetry/codec.h"
#include "agent/telemetry/samples.h"
#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/telemetry/field_path.h"

namespace neuron {
namespace {

// Fields that are no metric, and why.
const std::map<std::string, std::string>& NoMetric() {
  static const auto* fields = new std::map<std::string, std::string>{
      {"chips.index", "the label chip"},
      {"chips.type", "the label type of neuron_chip_info"},
      {"chips.connected.chips", "topology, which does not change"},
      {"chips.firmware_api", "identity"},
      {"chips.firmware_build", "identity"},
      {"chips.routing_id", "identity"},
      {"chips.core_order", "topology, which does not change"},
      {"chips.pci.type", "the label type of neuron_chip_info"},
      {"chips.pci.device_id", "identity"},
      {"chips.pci.revision", "identity"},
      {"chips.pci.numa_node", "identity"},
      {"chips.architecture", "identity"},
      {"chips.revision", "identity"},
      {"chips.runtime_abi_min", "identity of the driver"},
      {"chips.runtime_abi_max", "identity of the driver"},
      {"chips.feature_flags", "a bit mask"},
      {"chips.cores.index", "the label core"},
      {"chips.signs.source", "the label chip, and the ailment, say enough"},
      {"chips.signs.seen_at", "the text says it better"},
      {"chips.signs.amount", "the counter of what was seen says it better"},
      {"chips.signs.lasting", "the text says it better"},
      {"chips.rebases.last_reason", "the text says it better"},
      {"chips.cores.rebases.last_reason", "the text says it better"},
      {"chips.counter_groups.group", "the label group"},
      {"chips.raw_power.dies.die", "the label die"},
      {"chips.host_memory_by_class.memory_class", "the label class"},
      {"chips.cores.device_memory_by_class.memory_class", "the label class"},
      {"chips.cores.utilization.source", "the label source"},
      {"chips.cores.executions_succeeded_per_second", "the rate of the total"},
      {"chips.cores.executions_failed_per_second", "the rate of the total"},
      {"chips.cores.inferences_per_second", "the rate of the total"},
      {"chips.cores.flops_per_second", "the rate of the total"},
      {"capabilities.kind", "a table, which does not change"},
      {"capabilities.access", "a table, which does not change"},
      {"capabilities.liveness", "a table, which does not change"},
      {"capabilities.chips", "a table, which does not change"},
      {"host.no_reset", "a setting; neuron_findings tells if it is odd"},
      {"host.nmetric_log_posts", "a setting; neuron_findings tells if it is odd"},
      {"host.class_attributes.node_id_2", "identity"},
      {"host.class_attributes.node_id_4", "identity"},
      {"host.class_attributes.node_id", "identity"},
      {"host.class_attributes.node_count", "identity"},
      {"host.class_attributes.hbm_7200_capable", "identity"},
      {"host.class_attributes.performance_profile", "a setting"},
      {"host.pod.type", "identity"},
      {"host.pod.state", "identity"},
      {"host.pod.size", "identity"},
      {"host.pod.node_id", "identity"},
      {"host.missing_chips.function.type", "a chip that is not there has no series"},
      {"host.missing_chips.function.device_id", "a chip that is not there has no series"},
      {"host.missing_chips.function.revision", "a chip that is not there has no series"},
      {"host.missing_chips.function.numa_node", "a chip that is not there has no series"},
      {"host.missing_chips.function.link.transfers_per_second",
       "a chip that is not there has no series"},
      {"host.missing_chips.function.link.width", "a chip that is not there has no series"},
      {"host.missing_chips.function.widest_link.transfers_per_second",
       "a chip that is not there has no series"},
      {"host.missing_chips.function.widest_link.width", "a chip that is not there has no series"},
      {"host.missing_chips.function.errors.correctable_total",
       "a chip that is not there has no series"},
      {"host.missing_chips.function.errors.nonfatal_total",
       "a chip that is not there has no series"},
      {"host.missing_chips.function.errors.fatal_total", "a chip that is not there has no series"},
      {"host.findings.chips", "the text says it better"},
      {"holders.pid", "a new series for each process would have no bound"},
      {"holders.start_ticks", "a new series for each process would have no bound"},
      {"holders.held_chips", "a new series for each process would have no bound"},
      {"holders.observed_chips", "a new series for each process would have no bound"},
      {"holders.since", "a new series for each process would have no bound"},
      {"holders.cpu_time", "a new series for each process would have no bound"},
      {"holders.memory_bytes", "a new series for each process would have no bound"},
      {"holders.state_since", "a new series for each process would have no bound"},
      {"chips.claims.takes", "neuron_chip_held and its like tell"},
      {"chips.claims.since", "a new series for each process would have no bound"},
      {"chips.claims.pid", "a new series for each process would have no bound"},
      {"chips.claims.start_ticks", "a new series for each process would have no bound"},
      {"leases.id", "a new series for each lease would have no bound"},
      {"leases.chips", "a new series for each lease would have no bound"},
      {"leases.pid", "a new series for each lease would have no bound"},
      {"leases.start_ticks", "a new series for each lease would have no bound"},
      {"leases.since", "a new series for each lease would have no bound"},
      {"reservations.chips", "a new series for each task would have no bound"},
      {"reservations.since", "a new series for each task would have no bound"},
      {"workload_findings.chips", "the text says it better"},
      {"workload_findings.pid", "the text says it better"},
      {"workload_findings.start_ticks", "the text says it better"},
      {"workload_findings.confidence", "the text says it better"},
      {"workload_findings.step", "the text says it better"},
      {"kernel_log.security_events.code", "the text says it better"},
      {"kernel_log.security_events.seen_at", "the text says it better"},
      {"kernel_log.security_events.chip", "the text says it better"},
      {"valid_groups.chips", "topology, which does not change"},
  };
  return *fields;
}

// Counted on demand, by process: as series they would have no bound.
bool IsTraced(const std::string& path) { return absl::StartsWith(path, "traces."); }

// A new series for each container would have no bound.
bool IsOfAContainer(absl::string_view path) {
  return absl::StartsWith(path, "containers.") || absl::StartsWith(path, "gone_containers.");
}

std::set<std::string> FieldsOfTheCatalog() {
  std::set<std::string> fields;
  for (const Metric& metric : MetricCatalog()) {
    fields.insert(std::vector<std::string>(absl::StrSplit(metric.field, '='))[0]);
  }
  return fields;
}

absl::string_view PrefixOf(MetricScope scope) {
  switch (scope) {
    case MetricScope::kHost:
      return "neuron_";
    case MetricScope::kFinding:
      return "neuron_findings";
    case MetricScope::kWorkloadFinding:
      return "neuron_workload_findings";
    case MetricScope::kProbe:
      return "neuron_probe_";
    case MetricScope::kSource:
      return "neuron_source_";
    case MetricScope::kChip:
    case MetricScope::kChipInfo:
    case MetricScope::kTimeUnit:
    case MetricScope::kAilment:
    case MetricScope::kCounterGroup:
    case MetricScope::kDie:
    case MetricScope::kHostMemory:
    case MetricScope::kChipRebase:
      return "neuron_chip_";
    case MetricScope::kCore:
    case MetricScope::kUtilization:
    case MetricScope::kDeviceMemory:
    case MetricScope::kRowGroup:
    case MetricScope::kCoreRebase:
      return "neuron_core_";
  }
  return "";
}

double AsDouble(const Number& number) {
  return absl::visit([](auto value) { return static_cast<double>(value); }, number);
}

LabelMap LabelsOf(const Sample& sample) {
  LabelMap labels;
  for (const Label& label : sample.labels) {
    labels.emplace(label.name, label.value);
  }
  return labels;
}

// The samples of one chip's source have no field: they are derived from the `unknown` lists.
bool HasAField(const Sample& sample, const LabelMap& labels) {
  return sample.metric.scope != MetricScope::kSource || labels.count("chip") == 0;
}

// The others count the findings or signs of a kind, or are 1 for a field that is no number.
bool IsOneField(MetricScope scope) {
  return scope != MetricScope::kChipInfo && scope != MetricScope::kTimeUnit &&
         scope != MetricScope::kFinding && scope != MetricScope::kWorkloadFinding &&
         scope != MetricScope::kAilment;
}

void ExpectSamplesEqualFields(const Snapshot& snapshot) {
  const agent::v1::Snapshot message = Encode(snapshot, "1.2.3");
  ForEachSample(snapshot, [&](const Sample& sample) {
    const LabelMap labels = LabelsOf(sample);
    if (!HasAField(sample, labels) || !IsOneField(sample.metric.scope)) return;
    const absl::optional<double> field = ReadField(message, sample.metric.field, labels);
    ASSERT_TRUE(field.has_value()) << sample.metric.name << " has no field " << sample.metric.field;
    EXPECT_NEAR(AsDouble(sample.value), *field, 1e-6) << sample.metric.name;
  });
}

TEST(MetricCatalog, HasNoNameTwice) {
  std::set<absl::string_view> names;
  for (const Metric& metric : MetricCatalog()) {
    EXPECT_TRUE(names.insert(metric.name).second) << metric.name;
  }
}

TEST(MetricCatalog, NamesAreLowerCaseWordsAfterThePrefixOfTheirScope) {
  for (const Metric& metric : MetricCatalog()) {
    EXPECT_TRUE(absl::StartsWith(metric.name, PrefixOf(metric.scope))) << metric.name;
    EXPECT_FALSE(absl::StrContains(metric.name, "__")) << metric.name;
    for (const char c : metric.name) {
      EXPECT_TRUE(absl::ascii_islower(c) || c == '_') << metric.name;
    }
  }
}

TEST(MetricCatalog, CountersAndNothingElseEndInTotal) {
  for (const Metric& metric : MetricCatalog()) {
    EXPECT_EQ(absl::EndsWith(metric.name, "_total"), metric.kind == MetricKind::kCounter)
        << metric.name;
  }
}

// Prometheus gives these endings to histograms and summaries.
TEST(MetricCatalog, NamesDoNotEndLikeAPartOfAHistogram) {
  for (const Metric& metric : MetricCatalog()) {
    for (const absl::string_view ending : {"_count", "_sum", "_bucket"}) {
      EXPECT_FALSE(absl::EndsWith(metric.name, ending)) << metric.name;
    }
  }
}

TEST(MetricCatalog, UnitsAreBaseUnitsAndStandInTheNames) {
  const std::set<absl::string_view> bases = {"bytes", "seconds", "ratio", "cycles"};
  const std::set<absl::string_view> counted = {"beats",        "boolean",
                                               "chips",        "components",
                                               "containers",   "cores",
                                               "errors",       "events",
                                               "executions",   "findings",
                                               "inferences",   "lanes",
                                               "leases",       "lines",
                                               "loads",        "operations",
                                               "processes",    "records",
                                               "reservations", "resets",
                                               "runs",         "signs",
                                               "snapshots",    "ticks",
                                               "times",        "transfers per second"};
  for (const Metric& metric : MetricCatalog()) {
    const absl::string_view stem = absl::StripSuffix(metric.name, "_total");
    for (const absl::string_view unit : bases) {
      EXPECT_EQ(metric.unit == unit, absl::EndsWith(stem, absl::StrCat("_", unit))) << metric.name;
    }
    EXPECT_EQ(bases.count(metric.unit) + counted.count(metric.unit), 1u)
        << metric.name << " " << metric.unit;
  }
}

TEST(MetricCatalog, HelpIsASentence) {
  for (const Metric& metric : MetricCatalog()) {
    EXPECT_TRUE(absl::ascii_isupper(metric.help.front())) << metric.name;
    EXPECT_EQ(metric.help.back(), '.') << metric.name;
    EXPECT_FALSE(absl::StrContains(metric.help, '|')) << metric.name;
  }
}

TEST(MetricCatalog, SourcesAreThoseOfTheSnapshotOrTheAgent) {
  for (const Metric& metric : MetricCatalog()) {
    EXPECT_TRUE(metric.source == "sysfs" || metric.source == "pci" ||
                metric.source == "processes" || metric.source == "containers" ||
                metric.source == "kernel_log" || metric.source == "agent")
        << metric.name;
  }
}

TEST(MetricCatalog, KeepsEachScopeTogether) {
  std::set<MetricScope> begun;
  absl::optional<MetricScope> current;
  for (const Metric& metric : MetricCatalog()) {
    const bool begins = current != metric.scope;
    EXPECT_EQ(begun.insert(metric.scope).second, begins) << metric.name;
    current = metric.scope;
  }
}

TEST(MetricCatalog, EveryValueOfTheExampleEqualsItsField) {
  ExpectSamplesEqualFields(ExampleSnapshot());
}

TEST(MetricCatalog, EveryValueOfABusyHostEqualsItsField) {
  ExpectSamplesEqualFields(BusySnapshot());
}

TEST(MetricCatalog, EveryValueOfADimHostEqualsItsField) { ExpectSamplesEqualFields(DimSnapshot()); }

TEST(MetricCatalog, EveryMetricHasAValueOnABusyHost) {
  std::set<absl::string_view> seen;
  ForEachSample(BusySnapshot(), [&](const Sample& sample) { seen.insert(sample.metric.name); });
  for (const Metric& metric : MetricCatalog()) {
    EXPECT_EQ(seen.count(metric.name), 1u) << metric.name;
  }
}

TEST(MetricCatalog, EveryFieldThatCanBeMeasuredHasAMetricOrAReasonForNone) {
  const std::set<std::string> fields = FieldsOfTheCatalog();
  for (const std::string& path : MeasurableFields()) {
    EXPECT_TRUE(IsOfAContainer(path) || IsTraced(path) || fields.count(path) == 1 ||
                NoMetric().count(path) == 1)
        << path;
  }
}

TEST(MetricCatalog, ExcusesOnlyFieldsThatExist) {
  const std::vector<std::string> paths = MeasurableFields();
  const std::set<std::string> existing(paths.begin(), paths.end());
  for (const auto& [path, reason] : NoMetric()) {
    EXPECT_EQ(existing.count(path), 1u) << path;
  }
}

}  // namespace
}  // namespace neuron
