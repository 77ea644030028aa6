#ifndef AGENT_BASE_PID_NAMESPACE_H_
#define AGENT_BASE_PID_NAMESPACE_H_

#include <string>

#include "absl/status/status.h"

namespace neuron {

// Whether this process has the host's pid namespace, in which alone every process has a number:
// FailedPrecondition with the cure if not, the failure itself if <proc>/self cannot be read.
absl::Status CheckHostPids(const std::string& proc);

}  // namespace neuron

#endif  // AGENT_BASE_PID_NAMESPACE_H_
