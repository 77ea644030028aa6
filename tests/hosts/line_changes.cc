#include "tests/hosts/line_changes.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace neuron {
namespace {

// The lines of `text` that are not in `others`, with a mark.
std::string LinesNotIn(absl::string_view others, absl::string_view text, absl::string_view mark) {
  std::map<absl::string_view, int> known;
  for (const absl::string_view line : absl::StrSplit(others, '\n')) {
    ++known[line];
  }
  std::string lines;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (--known[line] < 0) {
      absl::StrAppend(&lines, mark, line, "\n");
    }
  }
  return lines;
}

}  // namespace

std::string LineChanges(absl::string_view before, absl::string_view after) {
  return LinesNotIn(after, before, "- ") + LinesNotIn(before, after, "+ ");
}

}  // namespace neuron
