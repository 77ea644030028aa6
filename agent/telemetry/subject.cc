#include "agent/telemetry/subject.h"

namespace neuron {

absl::Span<const absl::string_view> LabelNames(MetricScope scope) {
  static constexpr absl::string_view kFinding[] = {"code"};
  static constexpr absl::string_view kProbe[] = {"probe"};
  static constexpr absl::string_view kSource[] = {"source", "chip"};
  static constexpr absl::string_view kChip[] = {"chip"};
  static constexpr absl::string_view kChipInfo[] = {"chip", "bdf", "serial", "type"};
  static constexpr absl::string_view kTimeUnit[] = {"chip", "unit"};
  static constexpr absl::string_view kAilment[] = {"chip", "ailment"};
  static constexpr absl::string_view kCounterGroup[] = {"chip", "group"};
  static constexpr absl::string_view kDie[] = {"chip", "die"};
  static constexpr absl::string_view kHostMemory[] = {"chip", "class"};
  static constexpr absl::string_view kChipRebase[] = {"chip", "counter"};
  static constexpr absl::string_view kCore[] = {"chip", "core"};
  static constexpr absl::string_view kUtilization[] = {"chip", "core", "source"};
  static constexpr absl::string_view kDeviceMemory[] = {"chip", "core", "class"};
  static constexpr absl::string_view kRowGroup[] = {"chip", "core", "row_group"};
  static constexpr absl::string_view kCoreRebase[] = {"chip", "core", "counter"};
  switch (scope) {
    case MetricScope::kHost:
      return {};
    case MetricScope::kFinding:
    case MetricScope::kWorkloadFinding:
      return kFinding;
    case MetricScope::kProbe:
      return kProbe;
    case MetricScope::kSource:
      return kSource;
    case MetricScope::kChip:
      return kChip;
    case MetricScope::kChipInfo:
      return kChipInfo;
    case MetricScope::kTimeUnit:
      return kTimeUnit;
    case MetricScope::kAilment:
      return kAilment;
    case MetricScope::kCounterGroup:
      return kCounterGroup;
    case MetricScope::kDie:
      return kDie;
    case MetricScope::kHostMemory:
      return kHostMemory;
    case MetricScope::kChipRebase:
      return kChipRebase;
    case MetricScope::kCore:
      return kCore;
    case MetricScope::kUtilization:
      return kUtilization;
    case MetricScope::kDeviceMemory:
      return kDeviceMemory;
    case MetricScope::kRowGroup:
      return kRowGroup;
    case MetricScope::kCoreRebase:
      return kCoreRebase;
  }
  return {};
}

}  // namespace neuron
