#include "agent/edge/node_event.h"

#include <sys/inotify.h>

#include <cstring>

#include "absl/strings/str_cat.h"

namespace neuron {

absl::StatusOr<std::vector<NodeEvent>> DecodeNodeEvents(absl::string_view bytes) {
  std::vector<NodeEvent> events;
  while (!bytes.empty()) {
    inotify_event event;
    if (bytes.size() < sizeof(event)) {
      return absl::DataLossError(absl::StrCat("inotify gave ", bytes.size(), " bytes, no event"));
    }
    std::memcpy(&event, bytes.data(), sizeof(event));
    bytes.remove_prefix(sizeof(event));
    if (bytes.size() < event.len) {
      return absl::DataLossError(
          absl::StrCat("inotify gave ", bytes.size(), " bytes of a name that has ", event.len));
    }
    bytes.remove_prefix(event.len);
    events.push_back({event.wd, event.mask});
  }
  return events;
}

}  // namespace neuron
