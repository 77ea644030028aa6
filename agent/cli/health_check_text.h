#ifndef AGENT_CLI_HEALTH_CHECK_TEXT_H_
#define AGENT_CLI_HEALTH_CHECK_TEXT_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/cli/difference.h"
#include "agent/cli/observation.h"
#include "proto/health_check.pb.h"

namespace neuron {

// What a check found.
struct HealthCheck {
  Observation observation;
  // The one that it was compared with, if there is one.
  absl::optional<Observation> baseline;
  // Of both, and of what stands.
  std::vector<Difference> differences;
};

// What it was compared with in one line, then a line for each chip (an empty set means all): how it
// fares, how many reads, how long they took, and the slowest file; then a line for each difference.
// "?" is what is not known. Printable ASCII. Pure.
std::string HealthCheckTable(const HealthCheck& check, ChipSet asked);

// The same of one difference: "chip 3: core_count: was 2, is 1". Pure.
std::string DifferenceText(const Difference& difference);

// What is asked for (an empty set means all). Pure.
agent::v1::HealthCheck EncodeHealthCheck(const HealthCheck& check, ChipSet asked);

}  // namespace neuron

#endif  // AGENT_CLI_HEALTH_CHECK_TEXT_H_
