#ifndef AGENT_CLI_PLACEMENT_OPTIONS_H_
#define AGENT_CLI_PLACEMENT_OPTIONS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace neuron {

// What the user of `neuronctl placement generate` and `lint` wants.
struct PlacementOptions {
  // generate: chips from the agent at start, instead of by number; and port tokens.
  bool floating = false;
  bool exclusive_ports = false;
  // The first port of port tokens.
  int port_base = 0;
  // generate: the file with what to begin with, and which of its containers gets the chips; empty
  // for a blank definition, and for the only container.
  std::string task_definition;
  std::string container;
  // Which hosts it is for; empty for such as this one.
  std::string instance;
  // generate: where the files go; empty for stdout.
  std::string output_dir;
  // lint: what to judge.
  std::vector<std::string> files;
};

// What the flags say; `files` is left to the caller. InvalidArgument, in one line that names the
// flag, for what makes no sense.
absl::StatusOr<PlacementOptions> PlacementOptionsFromFlags();

}  // namespace neuron

#endif  // AGENT_CLI_PLACEMENT_OPTIONS_H_
