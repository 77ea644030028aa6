#ifndef TESTS_SNAPSHOT_GATE_H_
#define TESTS_SNAPSHOT_GATE_H_

#include <condition_variable>
#include <mutex>

namespace neuron {

// Holds up whoever passes until it is opened. Any thread.
class Gate {
 public:
  void Pass() {
    std::unique_lock<std::mutex> lock(mutex_);
    ++arrived_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    ++passed_;
    changed_.notify_all();
  }
  void Open() {
    const std::lock_guard<std::mutex> lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  // Wait until that many have come to it, or gone through.
  void WaitForArrivals(int count) { WaitFor(&arrived_, count); }
  void WaitForPassages(int count) { WaitFor(&passed_, count); }
  int arrived() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return arrived_;
  }

 private:
  void WaitFor(const int* counter, int count) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [=] { return *counter >= count; });
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  // Guarded by mutex_.
  bool open_ = false;
  int arrived_ = 0;
  int passed_ = 0;
};

}  // namespace neuron

#endif  // TESTS_SNAPSHOT_GATE_H_
