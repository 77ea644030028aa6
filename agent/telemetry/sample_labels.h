#ifndef AGENT_TELEMETRY_SAMPLE_LABELS_H_
#define AGENT_TELEMETRY_SAMPLE_LABELS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "agent/telemetry/subject.h"

namespace neuron {

struct Label {
  absl::string_view name;
  // Never empty.
  absl::string_view value;
};

// The labels of one sample, in the order of LabelNames(scope), without those that have no value.
// Owns what they point to. REQUIRES: a subject of this scope, of which there is something to say.
class SampleLabels {
 public:
  SampleLabels(MetricScope scope, const Subject& subject);
  SampleLabels(const SampleLabels&) = delete;
  SampleLabels& operator=(const SampleLabels&) = delete;

  absl::Span<const Label> span() const { return labels_; }

 private:
  // Reserved, so that the views into it hold.
  std::vector<std::string> values_;
  std::vector<Label> labels_;
};

}  // namespace neuron

#endif  // AGENT_TELEMETRY_SAMPLE_LABELS_H_
