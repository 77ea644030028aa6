#ifndef AGENT_EXECUTION_URETPROBE_SAFETY_H_
#define AGENT_EXECUTION_URETPROBE_SAFETY_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Whether a function's return may be probed in any process on a kernel like this (uname's release
// and machine): OK, or FailedPrecondition with the reason and the cure. Pure.
//
// On x86-64 a probed function returns by a system call since Linux 6.11, and a seccomp filter that
// does not know it, such as Docker's, kills the process. Linux 6.14, and 6.12 and 6.13 since
// 6.12.14 and 6.13.3, let it pass whatever the filter says (kernel commit cf6cb56ef244). A
// distribution's kernel is judged by the version that it is built on: one that has the fix earlier
// is refused. So is a release that is not understood.
absl::Status CheckUretprobes(absl::string_view release, absl::string_view machine);

}  // namespace neuron

#endif  // AGENT_EXECUTION_URETPROBE_SAFETY_H_
