#ifndef AGENT_CONTAINER_REMOTE_MOUNTS_H_
#define AGENT_CONTAINER_REMOTE_MOUNTS_H_

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// Where file systems are mounted, by the text of /proc/<pid>/mountinfo, that are served by a
// process or over a network (FUSE, NFS, SMB, 9p, Ceph...), and may let a reader sleep for ever.
// Paths are those of the process. Lines that make no sense are skipped. Pure.
std::set<std::string> RemoteMounts(absl::string_view mountinfo);

// The same of the process whose directory in /proc that is. Fails as ReadFile.
absl::StatusOr<std::set<std::string>> ReadRemoteMounts(const std::string& process);

}  // namespace neuron

#endif  // AGENT_CONTAINER_REMOTE_MOUNTS_H_
