#ifndef AGENT_CLI_TERMINATE_H_
#define AGENT_CLI_TERMINATE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace neuron {

// Sends SIGTERM to the process that has `pid` and started at `start_ticks` (field 22 of its
// <proc>/<pid>/stat), and to no other: a process that got the pid since then is left alone.
//
// NotFound if it has gone, or the pid is another's by now; PermissionDenied, with the cure, if it
// is not this user's; Unimplemented if the kernel has no pidfd_open (before 5.3).
absl::Status TerminateProcess(const std::string& proc, int pid, std::uint64_t start_ticks);

}  // namespace neuron

#endif  // AGENT_CLI_TERMINATE_H_
