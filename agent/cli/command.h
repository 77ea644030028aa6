#ifndef AGENT_CLI_COMMAND_H_
#define AGENT_CLI_COMMAND_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace neuron {

// What one command of neuronctl is called, takes and does, for the parser and the manual page.
struct Command {
  // One word, or two of which several commands have the first: "placement explain".
  absl::string_view name;
  // One line.
  absl::string_view summary;
  // Paragraphs, wrapped, without indentation.
  absl::string_view description;
  // The word that may come after it, as the manual page writes it; empty if none may.
  absl::string_view subject;
  // The words that --format takes, the default first; empty if it gives no choice.
  std::vector<absl::string_view> formats;
  // The flags that it takes besides --format and --flagfile.
  std::vector<std::string> flags;
};

// In the order of the manual page.
const std::vector<Command>& Commands();

// Null if there is none.
const Command* FindCommand(absl::string_view name);

}  // namespace neuron

#endif  // AGENT_CLI_COMMAND_H_
