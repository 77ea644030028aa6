#ifndef AGENT_CLI_HOLDERS_H_
#define AGENT_CLI_HOLDERS_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// Shows who has which chip, or with options.release takes the step that a finding of the daemon
// proposes about that process. Fails as FetchSnapshot(), Release() and `output`;
// FailedPrecondition where pids are not the host's, and PermissionDenied without root for a step
// that is to be done.
absl::Status RunHolders(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_HOLDERS_H_
