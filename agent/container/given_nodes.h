#ifndef AGENT_CONTAINER_GIVEN_NODES_H_
#define AGENT_CONTAINER_GIVEN_NODES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/reading.h"
#include "agent/container/pinned_process.h"
#include "agent/container/process_owner.h"
#include "agent/device/chip_identities.h"
#include "agent/device/chip_set.h"

namespace neuron {

// What one process of a container can reach.
struct GivenNodes {
  ProcessOwner whose = ProcessOwner::kContainers;
  // Chips whose nodes are in its /dev.
  Reading<ChipSet> mapped;
  // Whether its container is privileged. The kernel has no such thing, so this is our inference,
  // and Docker's word, where there is one, is worth more: a container that may do everything (each
  // capability of this kernel, no seccomp filter) and was given the node of every chip. Unknown of
  // an entering one.
  Reading<bool> privileged;
};

// Looks at <proc>/<pid>/root/dev and one level of directories below it: character devices, and
// where chips are simulated regular files, by identity, whatever their names. Opens no device:
// nodes are looked up with statx, which asks no remote file system, and directories that are
// mounted from one are left out (/dev itself: unknown); links are not followed. A node outside
// /dev, or mounted over a file in a directory below it, is not seen until it is opened. What the
// process was refused by its device cgroup counts as given: a node is there to be used.
//
// Of a process of the host nothing is looked at: `mapped` and `privileged` are absent.
//
// NotFound if the process has ended: nothing is known then.
//
// `mapped` is unknown, with PermissionDenied and the cure, without CAP_SYS_PTRACE; and with
// ResourceExhausted if there are more than kMostNodes to look up, directories among them.
absl::StatusOr<GivenNodes> LookAtNodes(const std::string& proc, const PinnedProcess& process,
                                       const ChipIdentities& chips);

inline constexpr int kMostNodes = 4096;

// Whether the text of /proc/<pid>/status is that of a process that may do everything: all
// capabilities up to `last_capability` in its bounding set, no seccomp. Unknown (DataLoss) if the
// text has no word on either. Pure.
Reading<bool> MayDoEverything(absl::string_view status, int last_capability);

}  // namespace neuron

#endif  // AGENT_CONTAINER_GIVEN_NODES_H_
