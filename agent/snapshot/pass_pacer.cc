#include "agent/snapshot/pass_pacer.h"

#include <algorithm>

namespace neuron {

void PassPacer::LookAgain() {
  // Only the first event sets the alarm, so that a storm cannot put it off.
  if (!wanted_ && !under_way_) {
    BeginAfter(kGap, Reason::kEvent);
  }
  wanted_ = true;
}

void PassPacer::PassEnded() {
  under_way_ = false;
  if (wanted_) {
    BeginAfter(kGap, Reason::kEvent);
  } else {
    BeginAfter(period_, Reason::kPeriod);
  }
}

void PassPacer::Begin(Reason reason) {
  next_ = nullptr;
  wanted_ = false;
  under_way_ = true;
  began_ = clock_->Monotonic();
  begin_(reason);
}

void PassPacer::BeginAfter(absl::Duration gap, Reason reason) {
  const absl::Duration left = std::max(absl::ZeroDuration(), began_ + gap - clock_->Monotonic());
  next_ = clock_->CallAfter(left, [this, reason] { Begin(reason); });
}

}  // namespace neuron
