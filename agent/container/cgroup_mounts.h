#ifndef AGENT_CONTAINER_CGROUP_MOUNTS_H_
#define AGENT_CONTAINER_CGROUP_MOUNTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace neuron {

// The hierarchies of cgroups below `root` (/sys/fs/cgroup) in which every container of the host
// has its directory: the root itself if it is a hierarchy (version 2); else of those of version 1
// the first that each container is in, and the version 2 beside them ("unified") if there is one.
//
// FailedPrecondition if there is none, or one of them is but the part that a container is shown:
// its mount does not begin at the kernel's own root, which has the inode 1. Plain directories,
// which are no cgroup file system, are taken to be whole.
absl::StatusOr<std::vector<std::string>> FindHierarchies(const std::string& root);

}  // namespace neuron

#endif  // AGENT_CONTAINER_CGROUP_MOUNTS_H_
