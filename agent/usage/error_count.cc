#include "agent/usage/error_count.h"

#include "absl/status/status.h"

namespace neuron {

void ErrorCount::Take(const Reading<std::uint64_t>& value, const CounterEpoch& epoch,
                      absl::Time now) {
  total_ = counter_.Take(value, epoch, now);
  if (!total_.has_value()) {
    fresh_ = total_;
    return;
  }
  if (first_.has_value()) {
    fresh_ = total_.value() - known_;
  } else {
    first_ = total_.value();
    fresh_ = Reading<std::uint64_t>::Unknown(
        absl::UnavailableError("no reading before to compare with"));
  }
  known_ = total_.value();
}

void ErrorCount::Pass() {
  if (fresh_.has_value()) {
    fresh_ = std::uint64_t{0};
  }
}

Reading<std::uint64_t> ErrorCount::held() const {
  return total_.Map([this](std::uint64_t) { return counter_.last(); });
}

Reading<std::uint64_t> ErrorCount::since_start() const {
  return total_.Map([this](std::uint64_t total) { return total - *first_; });
}

}  // namespace neuron
