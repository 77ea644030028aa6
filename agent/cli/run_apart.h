#ifndef AGENT_CLI_RUN_APART_H_
#define AGENT_CLI_RUN_APART_H_

#include <functional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/cli/help.h"

namespace neuron {

// Does the work in a process of its own and gives its exit code, without waiting for that process
// to end: a thread of it that is in the kernel, reading from a chip that does not answer, would
// keep it, and whoever waits for it. What it leaves behind has closed standard input, output and
// error, and ends with its read.
//
// kProblem if it ends without a code. DeadlineExceeded if it has not given one within `deadline`:
// it is killed, and a thread of it that is in the kernel ends with its read. It is ended, too, when
// this process is, by SIGINT or else. REQUIRES: this process has no other threads.
absl::StatusOr<ExitCode> RunApart(const std::function<ExitCode()>& work, absl::Duration deadline);

}  // namespace neuron

#endif  // AGENT_CLI_RUN_APART_H_
