#ifndef AGENT_CONTAINER_GIVEN_NODES_H_
#define AGENT_CONTAINER_GIVEN_NODES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/reading.h"
#include "agent/container/pinned_process.h"
#include "agent/device/chip_identities.h"
#include "agent/device/chip_set.h"

namespace neuron {

// What one process of a container can reach.
struct GivenNodes {
  // Chips whose nodes are in its /dev.
  Reading<ChipSet> mapped;
  // Whether its container is privileged. The kernel has no such thing, so this is our inference,
  // and Docker's word, where there is one, is worth more: a container that may do everything (each
  // capability of this kernel, no seccomp filter) and was given the node of every chip.
  Reading<bool> privileged;
};

// Looks at <proc>/<pid>/root/dev and one level of directories below it: character devices, and
// where chips are simulated regular files, by identity, whatever their names. Opens no device:
// nodes are looked up with statx, which asks no remote file system, and directories that are
// mounted from one are left out (/dev itself: unknown); links are not followed. A node outside
// /dev, or mounted over a file in a directory below it, is not seen until it is opened. What the
// process was refused by its device cgroup counts as given: a node is there to be used.
//
// NotFound if the process has ended: nothing is known then. Unavailable while it still is the
// engine's own, on the way to become the container's first, when it may do everything: its root is
// that of process 1 (or where that is not for us to see, our own), or it is named as runc names
// itself until it runs the container's program.
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
