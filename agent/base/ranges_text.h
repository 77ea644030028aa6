#ifndef AGENT_BASE_RANGES_TEXT_H_
#define AGENT_BASE_RANGES_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace neuron {

// "0-3, 7" for 0, 1, 2, 3, 7, with `separator` between ranges. REQUIRES: ascending.
std::string RangesText(const std::vector<int>& numbers, absl::string_view separator = ", ");

}  // namespace neuron

#endif  // AGENT_BASE_RANGES_TEXT_H_
