#ifndef AGENT_EDGE_WATCHED_NODES_H_
#define AGENT_EDGE_WATCHED_NODES_H_

#include <atomic>
#include <cstddef>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/base/file.h"
#include "agent/device/chip_identities.h"

namespace neuron {

// The nodes in one directory that inotify(7) listens at.
struct WatchedNodes {
  // As many names are read of a directory: a container can fill its own without end.
  static constexpr std::size_t kMostNames = 16 * 1024;

  // OK if all nodes that there are of the chips asked for are listened at. Otherwise why not, and
  // the cure: ResourceExhausted of inotify's own limits, of the room that was left or of
  // kMostNames, PermissionDenied of a directory that may not be looked into, else as ErrnoStatus.
  absl::Status status;
  // Chips by inotify's number of the watch of a node of theirs.
  std::map<int, int> watches;
};

// An inotify descriptor that never waits. ResourceExhausted, with the cure, if there are too many;
// else as ErrnoStatus.
absl::StatusOr<UniqueFd> OpenInotify();

// Has `inotify` tell from now on when the nodes of `chips` that are directly in `directory` are
// opened, closed, or may be others. Nodes are found by identity; links are not followed. Takes from
// `room` how many watches that is, and makes none where nothing is left of it.
//
// Blocks for as long as the file systems there do. Any thread.
WatchedNodes WatchNodes(const UniqueFd& inotify, const std::string& directory,
                        const ChipIdentities& chips, std::atomic<int>* room);

}  // namespace neuron

#endif  // AGENT_EDGE_WATCHED_NODES_H_
