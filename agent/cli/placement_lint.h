#ifndef AGENT_CLI_PLACEMENT_LINT_H_
#define AGENT_CLI_PLACEMENT_LINT_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// Prints what is wrong with the files options.placement.files. FailedPrecondition, when that is
// printed, if there is something; with the number of findings. Fails as LintFiles(), as reading a
// file does, with InvalidArgument if options.placement.instance is an instance type that we do not
// know, and as `output`; then nothing is printed.
absl::Status RunPlacementLint(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_LINT_H_
