#ifndef AGENT_AWS_BACKOFF_H_
#define AGENT_AWS_BACKOFF_H_

#include "absl/time/time.h"

namespace neuron {

// How long to wait before the next attempt after `attempt` failures, counted from 0: full jitter,
// random01 * min(base * 2^attempt, cap). REQUIRES: attempt >= 0, base >= 0, 0 <= random01 < 1.
absl::Duration Backoff(int attempt, absl::Duration base, absl::Duration cap, double random01);

}  // namespace neuron

#endif  // AGENT_AWS_BACKOFF_H_
