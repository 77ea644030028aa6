#include "tests/bench/fleet_sim/call_book.h"

#include <algorithm>
#include <cstddef>

namespace neuron {
namespace {

std::size_t SecondOf(absl::Duration at) {
  return static_cast<std::size_t>(absl::ToInt64Seconds(at));
}

}  // namespace

void CallBook::Note(absl::Duration at, bool granted) {
  const std::size_t second = SecondOf(at);
  if (second >= seconds_.size()) {
    seconds_.resize(second + 1);
  }
  ++(granted ? seconds_[second].granted : seconds_[second].refused);
}

CallBook::Sum CallBook::Between(absl::Duration from, absl::Duration to) const {
  Sum sum;
  for (std::size_t i = SecondOf(from); i < std::min(SecondOf(to), seconds_.size()); ++i) {
    const Second& second = seconds_[i];
    sum.granted += second.granted;
    sum.refused += second.refused;
    sum.peak = std::max(sum.peak, second.granted + second.refused);
  }
  return sum;
}

}  // namespace neuron
