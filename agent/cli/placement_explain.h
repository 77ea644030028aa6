#ifndef AGENT_CLI_PLACEMENT_EXPLAIN_H_
#define AGENT_CLI_PLACEMENT_EXPLAIN_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// Shows what the hosts make of the expression options.subject. When that is printed, the status is
// ExplanationOutcome(). Fails as FetchPlacementHosts() and `output`, and with InvalidArgument or
// Unimplemented, in one line with the column, for an expression that ECS or neuronctl cannot read.
absl::Status RunPlacementExplain(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_EXPLAIN_H_
