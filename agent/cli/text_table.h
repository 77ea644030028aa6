#ifndef AGENT_CLI_TEXT_TABLE_H_
#define AGENT_CLI_TEXT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace neuron {

// `text` in printable ASCII: every other byte as \xNN. What a process calls itself must not reach
// a terminal as it is.
std::string Printable(absl::string_view text);

// Rows of cells in columns as wide as their widest cell, two spaces between them, no trailing
// spaces; the first row is the heading. Rows may differ in length. Pure.
std::string FormatTable(const std::vector<std::vector<std::string>>& rows);

}  // namespace neuron

#endif  // AGENT_CLI_TEXT_TABLE_H_
