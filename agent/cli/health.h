#ifndef AGENT_CLI_HEALTH_H_
#define AGENT_CLI_HEALTH_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// Shows how well the chips of options.asked are, or all of them and the host. When that is printed,
// the status is HealthOutcome(). With options.check as RunHealthCheck(), with options.record as
// RunRecord(). Fails as FetchSnapshot() and `output`, and with NotFound for a
// chip that this host does not have.
absl::Status RunHealth(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_HEALTH_H_
