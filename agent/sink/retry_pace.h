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
//
// What fails for one host often fails for all of an account, which share 40 writes a second with
// the customer's RunTask: the longest wait of what they all meet at once is so long that as many
// hosts as 10,000 leave room for it when they come back (tests/bench/fleet_sim). As waits double,
// none is much longer than the trouble has lasted.
RetryPace PaceOf(EcsErrorKind kind);

}  // namespace neuron

#endif  // AGENT_SINK_RETRY_PACE_H_
