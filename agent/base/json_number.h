#ifndef AGENT_BASE_JSON_NUMBER_H_
#define AGENT_BASE_JSON_NUMBER_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace neuron {

// How long the JSON number at the beginning of a text is; 0 if there is none. As much as is a
// number: 1 of "1.", and of "007" the first 0.
std::size_t JsonNumberLength(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_BASE_JSON_NUMBER_H_
