#ifndef AGENT_EDGE_NODE_WATCH_H_
#define AGENT_EDGE_NODE_WATCH_H_

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "agent/base/file.h"
#include "agent/base/loop.h"
#include "agent/device/chip_identities.h"
#include "agent/device/host_paths.h"
#include "agent/edge/edge.h"
#include "agent/edge/node_event.h"

namespace neuron {

// Hears by inotify when a chip's node is opened or closed, by whatever name and mount.
//
// It is not told who did it, nor whether for full access. The kernel puts equal events that wait in
// a row together. The loop's thread.
class NodeWatch {
 public:
  // As many as 64 chips in 64 containers need.
  static constexpr std::size_t kMaxWatches = 4096;
  // As many names are read of a directory: a container can fill its own without end.
  static constexpr std::size_t kMostNames = 16 * 1024;

  // Calls `heard` on the loop's thread: kOpened and kClosed; kLost, without a chip, when the kernel
  // had no room for events; kLost when a node was removed or changed, so that another may stand in
  // its place. `loop` is borrowed.
  NodeWatch(Loop* loop, HostPaths host, std::function<void(const Edge&)> heard);
  ~NodeWatch();
  NodeWatch(const NodeWatch&) = delete;
  NodeWatch& operator=(const NodeWatch&) = delete;

  // Listens from now on at the nodes of `chips`, and at no others, that are directly in the host's
  // dev root or in <proc>/<pid>/root/dev of one of these processes. Nodes are found by identity;
  // links are not followed. Lists each of those directories. A process that has gone is passed
  // over. With no chips, nothing is left in the kernel.
  void Follow(const ChipIdentities& chips, const std::vector<int>& container_pids);

  // OK if each chip has a node in the host's dev root, and all nodes that Follow() looked for are
  // listened at. Otherwise why not, and the cure: ResourceExhausted of inotify's own limits,
  // kMaxWatches or kMostNames, NotFound of a node that is not there, PermissionDenied of a
  // container that may not be looked into, else as ErrnoStatus.
  absl::Status status() const { return status_; }

 private:
  // Chips by inotify's number of the watch of a node of theirs.
  using Watches = std::map<int, int>;

  absl::Status Listen();
  void Deafen();
  // Adds those of the nodes in `directory`. The first failure; goes on after it.
  absl::Status WatchNodes(const std::string& directory, const ChipIdentities& chips,
                          Watches* watches);
  absl::Status WatchNode(const std::string& path, int chip, Watches* watches);
  absl::Status WatchContainers(const ChipIdentities& chips, const std::vector<int>& pids,
                               Watches* watches);
  void Keep(Watches watches);

  void Drain();
  void OnEvent(const NodeEvent& event);
  void Tell(Edge::Kind kind, int chip);

  Loop* const loop_;
  const HostPaths host_;
  const std::function<void(const Edge&)> heard_;
  absl::Status status_;
  UniqueFd inotify_;
  std::unique_ptr<DescriptorWatch> readable_;
  Watches watches_;
};

}  // namespace neuron

#endif  // AGENT_EDGE_NODE_WATCH_H_
