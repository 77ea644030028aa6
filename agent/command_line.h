#ifndef AGENT_COMMAND_LINE_H_
#define AGENT_COMMAND_LINE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace neuron {

// What a command line says, once the flags in it are set.
struct CommandLine {
  // What is no flag, in order, without the program's name.
  std::vector<std::string> words;
  // The names of the flags that were given, in order; those of a flag file included.
  std::vector<std::string> flags;
  // Whether --help or -h was among them.
  bool help = false;
};

// Sets the gflags of this program by its arguments, as gflags does (--name=value, --name value,
// --bool, --nobool, -- ends the flags, --flagfile=FILE with one flag a line and # comments), but
// reports where gflags exits: InvalidArgument with one line that names the flag, and the file if
// it came from one. Flags before the bad one are set. Call it on the main thread, first.
absl::StatusOr<CommandLine> ParseCommandLine(int argc, const char* const* argv);

}  // namespace neuron

#endif  // AGENT_COMMAND_LINE_H_
