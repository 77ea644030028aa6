#ifndef AGENT_CLI_CAPTURE_H_
#define AGENT_CLI_CAPTURE_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// neuronctl capture, as its manual page has it: one line about the file, and one for each gap.
// Fails as ErrnoStatus if the file cannot be written, and as `output` does.
absl::Status RunCapture(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_CAPTURE_H_
