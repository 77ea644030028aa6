#ifndef AGENT_SINK_RETRY_PACE_H_
#define AGENT_SINK_RETRY_PACE_H_

#include "absl/time/time.h"
#include "agent/aws/ecs_error.h"

namespace neuron {

// How fast to try again after a failed ECS call: the wait after the first failure, before jitter,
// which doubles with each further one, and the longest.
struct RetryPace {
  absl::Duration base;
  absl::Duration cap;
};

// Soon for what passes by itself, slowly for what a person must mend. Pure.
RetryPace PaceOf(EcsErrorKind kind);

}  // namespace neuron

#endif  // AGENT_SINK_RETRY_PACE_H_
