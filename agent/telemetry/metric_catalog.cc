#include "agent/telemetry/metric_catalog.h"

#include <vector>

#include "agent/telemetry/chip_metrics.h"
#include "agent/telemetry/core_metrics.h"
#include "agent/telemetry/host_metrics.h"

namespace neuron {
namespace {

std::vector<Metric> AllMetrics() {
  std::vector<Metric> all;
  for (const absl::Span<const Metric> part : {HostMetrics(), ChipMetrics(), CoreMetrics()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

}  // namespace

absl::Span<const Metric> MetricCatalog() {
  static const auto* const kCatalog = new std::vector<Metric>(AllMetrics());
  return *kCatalog;
}

}  // namespace neuron
