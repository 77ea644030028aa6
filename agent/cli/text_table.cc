#include "agent/cli/text_table.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"

namespace neuron {
namespace {

constexpr std::size_t kGap = 2;

std::vector<std::size_t> ColumnWidths(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const std::vector<std::string>& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], row[column].size());
    }
  }
  return widths;
}

std::string FormatRow(const std::vector<std::string>& row, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t column = 0; column < row.size(); ++column) {
    line += row[column];
    line.append(widths[column] - row[column].size() + kGap, ' ');
  }
  absl::StripTrailingAsciiWhitespace(&line);
  return line;
}

}  // namespace

std::string Printable(absl::string_view text) {
  std::string printable;
  for (const char byte : text) {
    if (absl::ascii_isprint(static_cast<unsigned char>(byte))) {
      printable.push_back(byte);
    } else {
      absl::StrAppendFormat(&printable, "\\x%02x", static_cast<unsigned char>(byte));
    }
  }
  return printable;
}

std::string CellText(absl::string_view text) {
  return text.empty() ? kAbsentCell : Printable(text);
}

std::string FormatTable(const std::vector<std::vector<std::string>>& rows) {
  const std::vector<std::size_t> widths = ColumnWidths(rows);
  std::string table;
  for (const std::vector<std::string>& row : rows) {
    absl::StrAppend(&table, FormatRow(row, widths), "\n");
  }
  return table;
}

}  // namespace neuron
