#ifndef AGENT_BASE_EXCERPT_H_
#define AGENT_BASE_EXCERPT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace neuron {

// Text that somebody else wrote, fit for a message: on one line, runs of white space as one space,
// other control characters and bytes beyond ASCII escaped, "..." after 300 bytes.
std::string Excerpt(absl::string_view text);

}  // namespace neuron

#endif  // AGENT_BASE_EXCERPT_H_
