#ifndef AGENT_CLI_HELP_H_
#define AGENT_CLI_HELP_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// The exit codes of neuronctl, as its manual page has them.
enum class ExitCode {
  kOk = 0,
  kProblem = 1,
  kUsage = 2,
  kUnreachable = 3,
  // Of `neuronctl health`, `doctor`, `placement explain` and `placement lint` alone: nothing fails,
  // and something could not be told.
  kUntold = 2,
  // Of `neuronctl run` alone, whose other codes are its command's: those of sysexits.h for "service
  // unavailable", "temporary failure" and "configuration error", and those of a shell.
  kNoAgent = 69,
  kTryAgain = 75,
  kNever = 78,
  kCannotExecute = 126,
  kCommandNotFound = 127,
};

// The manual page of neuronctl, or of one command. `topic` is empty or the name of a command.
std::string HelpText(absl::string_view topic);

}  // namespace neuron

#endif  // AGENT_CLI_HELP_H_
