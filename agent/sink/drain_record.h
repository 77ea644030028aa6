#ifndef AGENT_SINK_DRAIN_RECORD_H_
#define AGENT_SINK_DRAIN_RECORD_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace neuron {

// What the agents of this host have drained, for those that are started later.
struct DrainRecord {
  // The ARN of the container instance that we drained, or were about to, and have not undone; empty
  // if there is none.
  std::string instance;
  // When instances were drained of late, the latest last.
  std::vector<absl::Time> drained_at;
  // When that was last undone; the infinite past if never.
  absl::Time undrained_at = absl::InfinitePast();

  friend bool operator==(const DrainRecord& a, const DrainRecord& b) {
    return a.instance == b.instance && a.drained_at == b.drained_at &&
           a.undrained_at == b.undrained_at;
  }
};

// Lines of ASCII; times to the nanosecond.
std::string FormatDrainRecord(const DrainRecord& record);

// What FormatDrainRecord() wrote. DataLoss names the line that is not understood. Pure, over
// foreign bytes.
absl::StatusOr<DrainRecord> ParseDrainRecord(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_SINK_DRAIN_RECORD_H_
