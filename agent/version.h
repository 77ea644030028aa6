#ifndef AGENT_VERSION_H_
#define AGENT_VERSION_H_

#include "absl/strings/string_view.h"

namespace neuron {

// The version of the daemon and of the command line: they are built and shipped together.
inline constexpr absl::string_view kAgentVersion = "0.1.0";

}  // namespace neuron

#endif  // AGENT_VERSION_H_
