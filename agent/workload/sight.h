#ifndef AGENT_WORKLOAD_SIGHT_H_
#define AGENT_WORKLOAD_SIGHT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Whether this process can see the descriptors of every other in <proc>: CheckHostPids() and
// CheckCapabilities().
absl::Status CheckSight(const std::string& proc);

// Whether the text of /proc/<pid>/status names effective capabilities that see every descriptor:
// CAP_SYS_PTRACE, and CAP_DAC_READ_SEARCH or CAP_DAC_OVERRIDE (ecs.md §4.5). PermissionDenied with
// the cure if not, DataLoss if the text names none. Pure.
absl::Status CheckCapabilities(absl::string_view proc_status);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_SIGHT_H_
