#ifndef AGENT_CLI_RELEASE_H_
#define AGENT_CLI_RELEASE_H_

#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "agent/cli/output.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// Ends the process with this pid, if it still is the one that started then.
using Terminate = std::function<absl::Status(int pid, std::uint64_t start_ticks)>;

// Takes the one step that a finding of `snapshot` proposes about `pid`, and no other.
//
// Shows the finding, its evidence and the step. Where that is to terminate the process, does it if
// `yes`, and else says how; fails as `terminate`. Where it is anything else, does nothing and is
// FailedPrecondition, which names what a person would do. NotFound, with the cure, if no finding
// names the pid: nothing is shown or done. Of several findings, the first counts that asks for more
// than to wait.
absl::Status Release(const Snapshot& snapshot, int pid, bool yes, const Terminate& terminate,
                     const Output& output);

}  // namespace neuron

#endif  // AGENT_CLI_RELEASE_H_
