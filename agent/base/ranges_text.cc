#include "agent/base/ranges_text.h"

#include <cstddef>

#include "absl/strings/str_cat.h"

namespace neuron {

std::string RangesText(const std::vector<int>& numbers, absl::string_view separator) {
  std::string text;
  for (std::size_t first = 0; first < numbers.size();) {
    std::size_t last = first;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) {
      ++last;
    }
    absl::StrAppend(&text, text.empty() ? "" : separator, numbers[first]);
    if (last > first) {
      absl::StrAppend(&text, "-", numbers[last]);
    }
    first = last + 1;
  }
  return text;
}

}  // namespace neuron
