#include "agent/aws/refresh_plan.h"

#include <algorithm>

#include "agent/aws/backoff.h"

namespace neuron {
namespace {

constexpr absl::Duration kAhead = absl::Minutes(15);
constexpr absl::Duration kAtLatest = absl::Minutes(10);
constexpr absl::Duration kAtMost = absl::Hours(23);
constexpr absl::Duration kSoon = absl::Minutes(2);
constexpr absl::Duration kStaticStability = absl::Minutes(15);

// From `first` to `last`.
absl::Duration Between(absl::Duration first, absl::Duration last, double random01) {
  return first + (last - first) * random01;
}

}  // namespace

absl::Duration UntilRefresh(absl::Duration life, double random01) {
  if (life > kAhead) {
    const absl::Duration soonest = std::min(life - kAhead, kAtMost);
    return std::max(Between(soonest, soonest + (kAhead - kAtLatest), random01), kSoon);
  }
  if (life > absl::ZeroDuration()) {
    return Between(kSoon, absl::Minutes(5), random01);
  }
  return kStaticStability + Between(kSoon, absl::Minutes(10), random01);
}

absl::Duration UntilRetry(int failures, double random01) {
  return absl::Minutes(1) + Backoff(failures - 1, absl::Minutes(1), absl::Minutes(5), random01);
}

}  // namespace neuron
