#include "tests/telemetry/metrics_doc.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/telemetry/metric_catalog.h"

namespace neuron {
namespace {

constexpr absl::string_view kIntroduction = R"(# Metrics

Generated from agent/telemetry/{host,chip,core}_metrics.cc; after a change of them run
`bazel run //tests/telemetry:metrics_doc_test -- --update_golden`.

- A metric that is there is known. What a driver does not have and what could not be read is left
  out, and is never 0. `neuron_source_up{source="...",chip="..."}` is 0 where something that the
  source should say of the chip is unknown; without the label `chip` it is the source as a whole.
- Counters of cores and of a chip's memory errors are totals since the driver was loaded, as far as
  the agent saw it, and never fall as long as the agent runs: where the driver's own began anew they
  go on, and `neuron_core_counter_rebases_total` or `neuron_chip_counter_rebases_total` grows. Up to
  driver 2.29 those of cores, but for resets, move only when the owning process ends.
- `boolean` is 1 for yes and 0 for no.
- "Stream" is the field of `neuron.agent.v1.Snapshot` with the same value: a list stands for the
  number of its elements, `field=VALUE` is 1 if the field has that value, and below a list the number
  of elements that have it.
)";

constexpr absl::string_view kTableHead =
    "| metric | kind | unit | source | stream | what |\n"
    "| --- | --- | --- | --- | --- | --- |\n";

absl::string_view TitleOf(MetricScope scope) {
  switch (scope) {
    case MetricScope::kHost:
      return "The host";
    case MetricScope::kFinding:
      return "Findings";
    case MetricScope::kWorkloadFinding:
      return "Findings about who has which chip";
    case MetricScope::kProbe:
      return "BPF programs";
    case MetricScope::kSource:
      return "Sources";
    case MetricScope::kChip:
      return "Chips";
    case MetricScope::kChipInfo:
      return "Identity of chips";
    case MetricScope::kTimeUnit:
      return "The unit of time in use";
    case MetricScope::kAilment:
      return "What speaks against chips";
    case MetricScope::kCounterGroup:
      return "The age of chips' counters";
    case MetricScope::kDie:
      return "Dies of chips";
    case MetricScope::kHostMemory:
      return "Host memory of chips, by class";
    case MetricScope::kChipRebase:
      return "Counters of chips that began anew";
    case MetricScope::kCore:
      return "Cores";
    case MetricScope::kUtilization:
      return "Utilization of cores";
    case MetricScope::kDeviceMemory:
      return "Device memory of cores, by class";
    case MetricScope::kRowGroup:
      return "Row groups of tensor engines";
    case MetricScope::kCoreRebase:
      return "Counters of cores that began anew";
  }
  return "";
}

std::string LabelsOf(MetricScope scope) {
  const auto quote = [](std::string* out, absl::string_view name) {
    absl::StrAppend(out, "`", name, "`");
  };
  const std::string names = absl::StrJoin(LabelNames(scope), ", ", quote);
  return names.empty() ? "No labels." : absl::StrCat("Labels: ", names, ".");
}

std::string RowOf(const Metric& metric) {
  const absl::string_view kind = metric.kind == MetricKind::kCounter ? "counter" : "gauge";
  return absl::StrCat("| `", metric.name, "` | ", kind, " | ", metric.unit, " | ", metric.source,
                      " | `", metric.field, "` | ", metric.help, " |\n");
}

}  // namespace

std::string MetricsDoc() {
  std::string doc(kIntroduction);
  const Metric* previous = nullptr;
  for (const Metric& metric : MetricCatalog()) {
    if (previous == nullptr || previous->scope != metric.scope) {
      absl::StrAppend(&doc, "\n## ", TitleOf(metric.scope), "\n\n", LabelsOf(metric.scope), "\n\n",
                      kTableHead);
    }
    absl::StrAppend(&doc, RowOf(metric));
    previous = &metric;
  }
  return doc;
}

}  // namespace neuron
