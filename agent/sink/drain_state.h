#ifndef AGENT_SINK_DRAIN_STATE_H_
#define AGENT_SINK_DRAIN_STATE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// Whether the agent drains its container instance, and why, for people.
struct DrainState {
  // What it waits for, or has done, in a sentence; empty while the host is not impaired and nothing
  // of ours is to be undone.
  std::string why;
  // Since when ECS drains the instance by our word; nothing if it does not, as far as we know.
  absl::optional<absl::Time> drained_at;
  // What stands in the way, with the cure; ok if nothing does.
  absl::Status problem;
};

}  // namespace neuron

#endif  // AGENT_SINK_DRAIN_STATE_H_
