#ifndef AGENT_CLI_PLACEMENT_GENERATE_H_
#define AGENT_CLI_PLACEMENT_GENERATE_H_

#include "absl/status/status.h"
#include "agent/cli/options.h"
#include "agent/cli/output.h"

namespace neuron {

// Prints, or writes into options.placement.output_dir, task definitions for options.chips chips.
// One is printed over several lines; several are printed one a line; of files their paths are.
//
// Fails, in one line, as AllChipsOf(), ChipSetsOf(), PinnedTasks() and FloatingTask() do, as
// reading and writing files does, with InvalidArgument if the file is not one JSON object, with
// FailedPrecondition if no instance type is asked for and this host's is unknown, and as `output`.
absl::Status RunPlacementGenerate(const Options& options, const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_GENERATE_H_
