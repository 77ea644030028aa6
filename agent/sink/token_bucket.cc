#include "agent/sink/token_bucket.h"

#include <algorithm>

namespace neuron {

double TokenBucket::TokensAt(absl::Duration now) const {
  const double refilled = absl::FDivDuration(now - filled_at_, interval_);
  return std::min<double>(burst_, tokens_ + std::max(0.0, refilled));
}

absl::Duration TokenBucket::Wait(absl::Duration now) const {
  // Rounding must not leave a caller that waited as long as it was told without its token.
  const absl::Duration wait = interval_ * (1 - TokensAt(now));
  return wait < absl::Microseconds(1) ? absl::ZeroDuration() : wait;
}

void TokenBucket::Take(absl::Duration now) {
  tokens_ = TokensAt(now) - 1;
  filled_at_ = now;
}

}  // namespace neuron
