#include "agent/snapshot/chip_breaker.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace neuron {

absl::Status ChipBreaker::MayRead(absl::Duration at) const {
  if (at >= until_) {
    return absl::OkStatus();
  }
  return absl::UnavailableError(absl::StrCat("it did not answer in time, and is left alone for ",
                                             absl::FormatDuration(wait_)));
}

void ChipBreaker::Note(bool given_up, absl::Duration at) {
  if (!given_up) {
    wait_ = absl::ZeroDuration();
    until_ = -absl::InfiniteDuration();
    return;
  }
  wait_ = wait_ == absl::ZeroDuration() ? kFirst : std::min(wait_ * 2, kLongest);
  until_ = at + wait_;
}

}  // namespace neuron
