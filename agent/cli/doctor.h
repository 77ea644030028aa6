#ifndef AGENT_CLI_DOCTOR_H_
#define AGENT_CLI_DOCTOR_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// Looks at how this host is set up and prints the diagnosis; with options.bundle writes that file
// too. A daemon that does not answer is one of the checks. Fails as Summary() of what was found,
// and as `output` and WriteBundle().
absl::Status RunDoctor(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_DOCTOR_H_
