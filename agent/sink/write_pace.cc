#include "agent/sink/write_pace.h"

#include <algorithm>
#include <cmath>

namespace neuron {
namespace {

constexpr absl::Duration kMemory = absl::Minutes(20);
// 2^(1/4) is a sixth less.
constexpr double kTaken = 0.25;
// From here on nothing grows any more.
constexpr double kMostDoublings = 8;

absl::Duration Pause(absl::Duration base, absl::Duration cap, double doublings) {
  return std::min(base * std::exp2(doublings), cap);
}

}  // namespace

void WritePace::Throttled(absl::Duration now, double random01) {
  if (now - throttled_at_ > kMemory) {
    *this = WritePace();
  }
  throttled_at_ = now;
  doublings_ = std::min(doublings_ + 1, kMostDoublings);
  Draw(now, random01);
}

void WritePace::Taken(absl::Duration now, double random01) {
  doublings_ -= kTaken;
  Draw(now, random01);
}

absl::Duration WritePace::Wait(absl::Duration now, bool is_urgent) const {
  return std::max((is_urgent ? urgent_from_ : others_from_) - now, absl::ZeroDuration());
}

void WritePace::Draw(absl::Duration now, double random01) {
  if (doublings_ < 0 || now - throttled_at_ > kMemory) {
    *this = WritePace();
    return;
  }
  urgent_from_ = now + random01 * Pause(absl::Seconds(2), absl::Minutes(5), doublings_);
  others_from_ = now + random01 * Pause(absl::Seconds(16), absl::Minutes(10), doublings_);
}

}  // namespace neuron
