#ifndef AGENT_CONTAINER_CGROUP_PATH_H_
#define AGENT_CONTAINER_CGROUP_PATH_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"

namespace neuron {

// The container that a cgroup belongs to, as the cgroup's path has it (ecs.md §4.3).
struct CgroupOwner {
  // 64 hex digits.
  std::string id;
  // The last part of the ECS task's ARN; empty if the path names no task.
  std::string task_id;

  friend bool operator==(const CgroupOwner& a, const CgroupOwner& b) {
    return a.id == b.id && a.task_id == b.task_id;
  }
};

// Whether one part of a path is the name of a container's cgroup: 64 hex digits, bare
// ("/docker/<id>") or as an engine puts them into a systemd scope ("docker-<id>.scope"; also
// cri-containerd, crio, libpod and nerdctl). The cgroup of a container's monitor is none. Pure.
bool NamesContainer(absl::string_view part);

// The owner of the cgroup at `path`; none if it belongs to the host. Of containers in a container
// it is the innermost. The task is looked for left of it: "/ecs/<task>/", "ecstasks-<task>.slice",
// and the part before the container if the path begins with "/..", as seen from a private cgroup
// namespace, and that part is shaped as ECS shapes the ids of its tasks. Pure.
absl::optional<CgroupOwner> ParseCgroupPath(absl::string_view path);

// The owner by the text of /proc/<pid>/cgroup: that of the first line whose path has one. Pure.
absl::optional<CgroupOwner> ParseCgroups(absl::string_view text);

// The id of the container that a process is in, by <proc>/<pid>/cgroup. Absent for a process of the
// host; unknown if the file cannot be read, with NotFound if the process has gone. Whoever must
// know that the number did not come to mean another process looks at its start time too.
Reading<std::string> ContainerOf(const std::string& proc, int pid);

}  // namespace neuron

#endif  // AGENT_CONTAINER_CGROUP_PATH_H_
