#include "tests/snapshot/post_queue.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace neuron {

void PostQueue::Post(std::function<void()> call) {
  const std::lock_guard<std::mutex> lock(mutex_);
  calls_.push_back(std::move(call));
  posted_.notify_one();
}

void PostQueue::RunOne() {
  if (!RunOneWithin(std::chrono::minutes(1))) {
    std::fputs("nothing was posted\n", stderr);
    std::abort();
  }
}

bool PostQueue::RunOneWithin(std::chrono::milliseconds patience) {
  std::function<void()> call;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!posted_.wait_for(lock, patience, [this] { return !calls_.empty(); })) {
      return false;
    }
    call = std::move(calls_.front());
    calls_.pop_front();
  }
  call();
  return true;
}

std::size_t PostQueue::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return calls_.size();
}

}  // namespace neuron
