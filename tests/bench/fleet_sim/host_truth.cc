#include "tests/bench/fleet_sim/host_truth.h"

namespace neuron {

void HostTruth::Become(absl::Duration now, unsigned free) {
  const unsigned taken = free_ & ~free;
  const unsigned given_back = free & ~free_;
  free_ = free;
  if ((taken & shown_) != 0) {
    less_.push_back(now);
  }
  if ((given_back & ~shown_) != 0) {
    more_.push_back(now);
  }
  Settle(now);
}

void HostTruth::Show(absl::Duration now, unsigned shown) {
  shown_ = shown;
  Settle(now);
}

void HostTruth::AwaitRecovery(absl::Duration now) {
  awaited_since_ = now;
  Settle(now);
}

void HostTruth::Conclude(absl::Duration now) {
  EndLie(now);
  EndHiding(now);
  EndRecovery(now);
}

void HostTruth::Settle(absl::Duration now) {
  if (lies() == 0) {
    EndLie(now);
  } else if (!lying_since_.has_value()) {
    lying_since_ = now;
  }
  if (hidden() == 0) {
    EndHiding(now);
  } else if (!hiding_since_.has_value()) {
    hiding_since_ = now;
  }
  if (free_ == shown_) {
    EndRecovery(now);
  }
}

void HostTruth::EndLie(absl::Duration now) {
  for (const absl::Duration since : less_) {
    book_->ToldLess(since, now);
  }
  less_.clear();
  if (lying_since_.has_value()) {
    book_->Lied(*lying_since_, now);
    lying_since_.reset();
  }
}

void HostTruth::EndHiding(absl::Duration now) {
  for (const absl::Duration since : more_) {
    book_->ToldMore(since, now);
  }
  more_.clear();
  if (hiding_since_.has_value()) {
    book_->Hid(*hiding_since_, now);
    hiding_since_.reset();
  }
}

void HostTruth::EndRecovery(absl::Duration now) {
  if (awaited_since_.has_value()) {
    book_->Recovered(*awaited_since_, now);
    awaited_since_.reset();
  }
}

}  // namespace neuron
