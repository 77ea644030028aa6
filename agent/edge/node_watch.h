#ifndef AGENT_EDGE_NODE_WATCH_H_
#define AGENT_EDGE_NODE_WATCH_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/file.h"
#include "agent/base/lifetime.h"
#include "agent/base/loop.h"
#include "agent/base/reader_crew.h"
#include "agent/device/chip_identities.h"
#include "agent/device/host_paths.h"
#include "agent/edge/edge.h"
#include "agent/edge/node_event.h"
#include "agent/edge/watch_set.h"
#include "agent/edge/watched_nodes.h"

namespace neuron {

// Hears by inotify when a chip's node is opened or closed, by whatever name and mount.
//
// It is not told who did it, nor whether for full access. The kernel puts equal events that wait in
// a row together. The loop's thread; what is in a container is looked at by a thread of a reader
// crew, since a file system that is mounted there may never answer.
class NodeWatch {
 public:
  // In the host's dev root, and as many in all containers: what 64 chips in 64 of them need.
  static constexpr int kMaxWatches = 4096;
  // How long the file systems of one container may take to answer.
  static constexpr absl::Duration kDeadline = absl::Seconds(1);

  // Calls `heard` on the loop's thread, never from within a call: kOpened and kClosed; kLost,
  // without a chip, when the kernel had no room for events; kLost when a node was removed or
  // changed, so that another may stand in its place; kRenewed when it has begun to listen at nodes
  // at which it did not. `loop` is borrowed.
  NodeWatch(Loop* loop, HostPaths host, std::function<void(const Edge&)> heard);
  ~NodeWatch();
  NodeWatch(const NodeWatch&) = delete;
  NodeWatch& operator=(const NodeWatch&) = delete;

  // Listens at the nodes of `chips`, and at no others, that are directly in the host's dev root or
  // in <proc>/<pid>/root/dev of one of these processes: from now on in the first, which is the
  // host's own and answers, and soon in the others. Nodes are found by identity; links are not
  // followed. Lists each of those directories. A process that has gone is passed over; one whose
  // file system does not answer holds up no other, and is not asked again until it has. With no
  // chips, nothing is left in the kernel.
  void Follow(const ChipIdentities& chips, const std::vector<int>& container_pids);

  // OK if each chip has a node in the host's dev root, and all nodes that were looked for so far
  // are listened at. Otherwise why not, and the cure: NotFound of a node that is not there,
  // DeadlineExceeded of a container whose file system does not answer, else as WatchedNodes.
  absl::Status status() const { return watched_.status(); }

  // How often the kernel had no room for events. How many it lost each time it does not say.
  std::uint64_t drops() const { return drops_; }

 private:
  struct Search;

  absl::Status Listen();
  void Deafen();
  WatchedNodes WatchHost() const;
  void StartSearch();
  ReaderCrew::Read PlanRead(int pid, const std::shared_ptr<Search>& search);
  void FinishSearch(const Search& search, const std::vector<absl::Status>& results);
  void Take(int pid, const WatchedNodes& nodes);
  void TellIfRenewed();
  bool Settle();

  void Drain();
  void OnEvent(const NodeEvent& event);
  void Tell(Edge::Kind kind, int chip);

  Loop* const loop_;
  const HostPaths host_;
  const std::function<void(const Edge&)> heard_;
  // What is followed.
  ChipIdentities chips_;
  std::set<int> pids_;
  // Null while it does not listen. A read that does not come back keeps it open.
  std::shared_ptr<const UniqueFd> inotify_;
  std::unique_ptr<DescriptorWatch> readable_;
  std::unique_ptr<ReaderCrew> crew_;
  bool searching_ = false;
  // Something else is followed than when the search began.
  bool search_again_ = false;
  // By process; the host's under the number of none.
  WatchSet watched_;
  std::uint64_t drops_ = 0;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_EDGE_NODE_WATCH_H_
