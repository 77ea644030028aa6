#ifndef AGENT_CLI_LS_H_
#define AGENT_CLI_LS_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// neuronctl ls, as its manual page has it. Fails as FetchSnapshot and `output` do, and with
// NotFound for a chip that this host does not have.
absl::Status RunLs(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_LS_H_
