#ifndef AGENT_DEVICE_COMMA_FIELDS_H_
#define AGENT_DEVICE_COMMA_FIELDS_H_

#include <array>
#include <cstddef>

#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Splits a line of exactly kCount fields with commas between; false for any other number, and then
// some of `fields` may be written. Allocates nothing. Pure.
template <std::size_t kCount>
bool SplitFields(absl::string_view line, std::array<absl::string_view, kCount>* fields) {
  std::size_t count = 0;
  for (const absl::string_view field : absl::StrSplit(line, ',')) {
    if (count == kCount) {
      return false;
    }
    (*fields)[count++] = field;
  }
  return count == kCount;
}

}  // namespace neuron

#endif  // AGENT_DEVICE_COMMA_FIELDS_H_
