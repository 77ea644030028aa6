#ifndef AGENT_CONTAINER_LOOK_TIME_H_
#define AGENT_CONTAINER_LOOK_TIME_H_

#include "absl/time/time.h"

namespace neuron {

// When a look at the host began, that is before the first of what it brought was read. Times are
// told by the one clock and ages reckoned by the other, so that nothing becomes older or younger
// when the host's clock is set.
struct LookTime {
  absl::Time wall = absl::InfinitePast();
  // Clock::Monotonic(); infinitely long ago if there was no look.
  absl::Duration monotonic = -absl::InfiniteDuration();
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_LOOK_TIME_H_
