#include "tests/bench/fleet_sim/accuracy_book.h"

#include <algorithm>

namespace neuron {

void AccuracyBook::Open(absl::Duration now) {
  *this = AccuracyBook();
  from_ = now;
}

void AccuracyBook::ToldLess(absl::Duration since, absl::Duration now) {
  if (since >= from_) {
    less_.Add(now - since);
  }
}

void AccuracyBook::ToldMore(absl::Duration since, absl::Duration now) {
  if (since >= from_) {
    more_.Add(now - since);
  }
}

void AccuracyBook::Lied(absl::Duration since, absl::Duration now) {
  if (now > from_) {
    lies_.Add(Clipped(since, now));
    lied_ += Clipped(since, now);
  }
}

void AccuracyBook::Hid(absl::Duration since, absl::Duration now) { hid_ += Clipped(since, now); }

void AccuracyBook::Recovered(absl::Duration since, absl::Duration now) {
  recoveries_.Add(now - since);
}

absl::Duration AccuracyBook::Clipped(absl::Duration since, absl::Duration now) const {
  return std::max(now - std::max(since, from_), absl::ZeroDuration());
}

}  // namespace neuron
