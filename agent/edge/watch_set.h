#ifndef AGENT_EDGE_WATCH_SET_H_
#define AGENT_EDGE_WATCH_SET_H_

#include <map>
#include <set>

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/edge/watched_nodes.h"

namespace neuron {

// Which nodes inotify listens at, by the places where they were found: one node may be in several.
// Counts what the kernel watches for nobody any more, and has it removed. One thread.
class WatchSet {
 public:
  // In this place there are these nodes from now on, and no others.
  void Put(int place, const WatchedNodes& nodes);
  // It cannot be told what there is in this place, for this reason: what was there still counts.
  void Doubt(int place, const absl::Status& why);
  // These nodes were found in a place that does not count any more.
  void Discard(const WatchedNodes& nodes);
  // Only these places count from now on.
  void Retain(const std::set<int>& places);
  // The kernel has removed this watch, with its node.
  void Forget(int watch);

  // Whether there is a node that was not there at the last call.
  bool HasGrown();
  // Removes from the kernel what is in no place. REQUIRES: nobody adds watches meanwhile.
  void RemoveOthers(const UniqueFd& inotify);

  // Whose node it is; not set of a watch that is in no place.
  absl::optional<int> ChipOf(int watch) const;
  // The first failure, in the order of the places.
  absl::Status status() const;

 private:
  std::map<int, WatchedNodes> places_;
  // At the last call of HasGrown().
  std::set<int> before_;
  // All that may be in the kernel.
  std::set<int> in_kernel_;
};

}  // namespace neuron

#endif  // AGENT_EDGE_WATCH_SET_H_
