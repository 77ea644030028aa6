#ifndef AGENT_CLI_HELP_H_
#define AGENT_CLI_HELP_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// The exit codes of neuronctl, as its manual page has them.
enum class ExitCode { kOk = 0, kProblem = 1, kUsage = 2, kUnreachable = 3 };

// The manual page of neuronctl, or of one command. `topic` is empty or the name of a command.
std::string HelpText(absl::string_view topic);

}  // namespace neuron

#endif  // AGENT_CLI_HELP_H_
