#include "agent/snapshot/demand.h"

#include <utility>

namespace neuron {
namespace {

// What the agent itself needs.
CounterGroups InnerGroups() {
  CounterGroups groups;
  groups[CounterGroup::kFast] = true;
  groups[CounterGroup::kEvents] = true;
  return groups;
}

}  // namespace

void Demand::Start(std::function<void()> wake) {
  const std::lock_guard<std::mutex> lock(mutex_);
  wake_ = std::move(wake);
}

std::uint64_t Demand::Ask() {
  std::function<void()> wake;
  std::uint64_t number = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const absl::Duration at = clock_->Monotonic();
    if (!IsWanted(at)) {
      ++number_;
      wake = wake_;
    }
    asked_at_ = at;
    number = number_;
  }
  if (wake != nullptr) {
    wake();
  }
  return number;
}

Demand::Wish Demand::Latest() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return {number_, IsWanted(clock_->Monotonic()) ? CounterGroups(true) : InnerGroups()};
}

}  // namespace neuron
