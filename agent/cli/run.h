#ifndef AGENT_CLI_RUN_H_
#define AGENT_CLI_RUN_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// Does what `options` ask for and hands the result to `output`. Fails as what it asks and as
// `output` do, in one line for people. Prints nothing of an answer that failed.
absl::Status Run(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_RUN_H_
