#ifndef AGENT_CONTAINER_PROCESS_OWNER_H_
#define AGENT_CONTAINER_PROCESS_OWNER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "agent/container/pinned_process.h"

namespace neuron {

// Whose a process in a container's cgroup is.
enum class ProcessOwner {
  // The host's, whose root and mount namespace it has: those of process 1. No container can put
  // itself there. An engine's, before it makes the container; or one that was put into the cgroup.
  kHosts,
  // The engine's, which is to become the container's first and may do everything until then. It has
  // mounts of its own and the host's root still; or it is named as runc names itself, and has never
  // run a program. Any process can take that name, but a container has at least one that has run a
  // program, which the kernel notes.
  kEntering,
  kContainers,
};

// The host's root is that of process 1, or where that is not for us to see, our own. What cannot be
// read shows nothing.
ProcessOwner OwnerOf(const std::string& proc, const PinnedProcess& process);

// Whether the text of /proc/<pid>/stat is that of a process that was forked and has not called
// execve() since. Pure.
bool HasNeverExecuted(absl::string_view stat);

}  // namespace neuron

#endif  // AGENT_CONTAINER_PROCESS_OWNER_H_
