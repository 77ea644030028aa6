#ifndef AGENT_BASE_DECIMAL_H_
#define AGENT_BASE_DECIMAL_H_

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Reads a whole number that is written as StrCat() writes it: absl's own parser also takes a plus,
// spaces and zeros in front. False for any other text, and for one beyond T; then `*number` may be
// anything. Pure.
template <typename T>
bool ParseDecimal(absl::string_view text, T* number) {
  return absl::SimpleAtoi(text, number) && absl::StrCat(*number) == text;
}

}  // namespace neuron

#endif  // AGENT_BASE_DECIMAL_H_
