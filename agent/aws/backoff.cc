#include "agent/aws/backoff.h"

#include <algorithm>

namespace neuron {

absl::Duration Backoff(int attempt, absl::Duration base, absl::Duration cap, double random01) {
  absl::Duration delay = std::min(base, cap);
  for (int i = 0; i < attempt && delay < cap && delay > absl::ZeroDuration(); ++i) {
    delay = std::min(2 * delay, cap);
  }
  return random01 * delay;
}

}  // namespace neuron
