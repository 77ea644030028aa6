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
  std::function<void()> call;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    if (!posted_.wait_for(lock, std::chrono::minutes(1), [this] { return !calls_.empty(); })) {
      std::fputs("nothing was posted\n", stderr);
      std::abort();
    }
    call = std::move(calls_.front());
    calls_.pop_front();
  }
  call();
}

std::size_t PostQueue::size() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return calls_.size();
}

}  // namespace neuron
