#ifndef AGENT_TELEMETRY_METRIC_H_
#define AGENT_TELEMETRY_METRIC_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/variant.h"
#include "agent/base/reading.h"
#include "agent/telemetry/subject.h"

namespace neuron {

enum class MetricKind { kGauge, kCounter };

// A count stays whole; a time in seconds does not.
using Number = absl::variant<std::uint64_t, double>;

// One metric, everywhere: Prometheus, OTLP, the stream and the docs say the same because they all
// read this row.
struct Metric {
  // neuron_..., in base units, _total at the end of a counter.
  absl::string_view name;
  // "bytes", "seconds", the thing counted ("errors"), or "boolean" for 0 and 1.
  absl::string_view unit;
  MetricKind kind;
  // What one sample is about, which decides its labels.
  MetricScope scope;
  // The source that makes the value unknown when it fails: "sysfs", "pci",
  // "processes", "containers", "kernel_log" or "agent".
  absl::string_view source;
  // The field of neuron.agent.v1.Snapshot that carries it, as a path of names. A repeated field
  // stands for the number of its elements; "path=VALUE" is 1 if the enum has this value, and below
  // a repeated field that no label tells apart the number of elements whose enum has it.
  absl::string_view field;
  // One sentence for people.
  absl::string_view help;
  // REQUIRES: a subject of this scope.
  Reading<Number> (*read)(const Subject& subject);
};

}  // namespace neuron

#endif  // AGENT_TELEMETRY_METRIC_H_
