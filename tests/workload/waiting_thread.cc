#include "tests/workload/waiting_thread.h"

#include <unistd.h>

#include <future>
#include <thread>
#include <utility>

namespace neuron {

void StartWaitingThread(const std::function<void()>& body) {
  std::promise<void> done;
  const std::future<void> is_done = done.get_future();
  std::thread([body, done = std::move(done)]() mutable {
    body();
    done.set_value();
    while (true) {
      pause();
    }
  }).detach();
  is_done.wait();
}

}  // namespace neuron
