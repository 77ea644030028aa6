#include "tests/bench/arrival.h"

#include <chrono>

namespace neuron {

absl::Duration MonotonicNow() {
  return absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

void Arrival::Expect() {
  const std::lock_guard<std::mutex> lock(mutex_);
  came_ = absl::nullopt;
}

void Arrival::Come() {
  const absl::Duration now = MonotonicNow();
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!came_.has_value()) {
    came_ = now;
    news_.notify_one();
  }
}

absl::optional<absl::Duration> Arrival::Await(absl::Duration timeout) {
  std::unique_lock<std::mutex> lock(mutex_);
  news_.wait_for(lock, absl::ToChronoNanoseconds(timeout), [this] { return came_.has_value(); });
  return came_;
}

}  // namespace neuron
