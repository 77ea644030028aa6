#include "agent/telemetry/subject.h"

namespace neuron {

absl::Span<const absl::string_view> LabelNames(MetricScope scope) {
  static constexpr absl::string_view kFinding[] = {"code"};
  static constexpr absl::string_view kProbe[] = {"probe"};
  static constexpr absl::string_view kSource[] = {"source", "chip"};
  static constexpr absl::string_view kChip[] = {"chip"};
  static constexpr absl::string_view kChipInfo[] = {"chip", "bdf", "serial", "type"};
  static constexpr absl::string_view kCore[] = {"chip", "core"};
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
    case MetricScope::kCore:
      return kCore;
  }
  return {};
}

}  // namespace neuron
