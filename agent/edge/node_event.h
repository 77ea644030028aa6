#ifndef AGENT_EDGE_NODE_EVENT_H_
#define AGENT_EDGE_NODE_EVENT_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// One event of inotify(7).
struct NodeEvent {
  // What inotify_add_watch() returned; -1 with IN_Q_OVERFLOW.
  int watch = -1;
  // IN_OPEN and so on.
  std::uint32_t mask = 0;
};

// The events in the bytes that one read of an inotify descriptor gave, oldest first; the names that
// come with some are passed over. Pure. DataLoss if the last is cut short.
absl::StatusOr<std::vector<NodeEvent>> DecodeNodeEvents(absl::string_view bytes);

}  // namespace neuron

#endif  // AGENT_EDGE_NODE_EVENT_H_
