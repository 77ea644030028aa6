#ifndef AGENT_CLI_HEALTH_OUTCOME_H_
#define AGENT_CLI_HEALTH_OUTCOME_H_

#include "absl/status/status.h"
#include "agent/device/chip_set.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// Whether the user asked for this chip: none are asked for means all.
bool IsAsked(ChipSet asked, int chip);

// NotFound if one of the chips that are asked for is not on this host. Pure.
absl::Status CheckThere(const Snapshot& snapshot, ChipSet asked);

// What `neuronctl health` ends with, in one line that names the chips. FailedPrecondition if one of
// the chips that are asked for is suspect or bad, or, where all are, if the host is degraded or
// impaired; else Unknown if one of them, or the host, is unknown. Pure.
absl::Status HealthOutcome(const Snapshot& snapshot, ChipSet asked);

}  // namespace neuron

#endif  // AGENT_CLI_HEALTH_OUTCOME_H_
