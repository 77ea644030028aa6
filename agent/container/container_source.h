#ifndef AGENT_CONTAINER_CONTAINER_SOURCE_H_
#define AGENT_CONTAINER_CONTAINER_SOURCE_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "agent/container/container.h"
#include "agent/container/look_time.h"
#include "agent/device/chip_identities.h"

namespace neuron {

// Says which containers there are and which chips they were given. What ECS and Docker say of them
// is left to others, and so is what they use: `name`, `task`, `daemon_service`, `cpu_time` and
// `memory_bytes` are absent.
class ContainerSource {
 public:
  virtual ~ContainerSource() = default;

  // Looks now: at the cgroups, and at one process of each container that is new or was not
  // understood yet. May block. One thread at a time.
  virtual ContainerScan Scan(const ChipIdentities& chips, const LookTime& now) = 0;
};

// Looks at the cgroups below `cgroup_root` (/sys/fs/cgroup) and, where the host's are not to be
// had, at those of all processes; and at processes in `proc`, the kernel's own.
//
// Looks again at a process that it has looked at before when another takes its place, in the first
// kSettling after its first look, for as long as it is not known whether it is privileged, when
// `chips` has changed, and every kAudit, since a node may be made at any time; then the whole tree
// of cgroups is walked too. Between those, a scan opens nothing: it asks whether cgroups have
// changed, and of each process whether it still lives. A container with a process that could not be
// looked at is unknown, never without chips.
//
// A process in the host's mount namespace is none of the container's, wherever its cgroup is: what
// it can reach it was not given. One that is entering (process_owner.h) is so for kLongestEntry
// after the container was first seen, and then the container's own.
//
// Besides what its ways of looking cannot see, sight is FailedPrecondition in a pid namespace that
// is not the host's.
std::unique_ptr<ContainerSource> MakeContainerSource(std::string proc, std::string cgroup_root);

inline constexpr absl::Duration kSettling = absl::Seconds(2);
inline constexpr absl::Duration kAudit = absl::Seconds(30);
// An engine's hooks may take their time.
inline constexpr absl::Duration kLongestEntry = absl::Minutes(1);

}  // namespace neuron

#endif  // AGENT_CONTAINER_CONTAINER_SOURCE_H_
