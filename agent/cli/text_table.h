#ifndef AGENT_CLI_TEXT_TABLE_H_
#define AGENT_CLI_TEXT_TABLE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "agent/base/reading.h"

namespace neuron {

// `text` in printable ASCII: every other byte as \xNN. What a process calls itself must not reach
// a terminal as it is.
std::string Printable(absl::string_view text);

// Cells for what is unknown, and for what is absent here.
constexpr char kUnknownCell[] = "?";
constexpr char kAbsentCell[] = "-";

// `text` in printable ASCII; kAbsentCell if it is empty.
std::string CellText(absl::string_view text);

// What `text` makes of the value, else one of the two cells above.
template <typename T, typename ToText>
std::string CellText(const Reading<T>& reading, ToText text) {
  if (reading.has_value()) {
    return text(reading.value());
  }
  return reading.is_absent() ? kAbsentCell : kUnknownCell;
}

// Rows of cells in columns as wide as their widest cell, two spaces between them, no trailing
// spaces; the first row is the heading. Rows may differ in length. Pure.
std::string FormatTable(const std::vector<std::vector<std::string>>& rows);

}  // namespace neuron

#endif  // AGENT_CLI_TEXT_TABLE_H_
