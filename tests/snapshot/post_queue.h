#ifndef TESTS_SNAPSHOT_POST_QUEUE_H_
#define TESTS_SNAPSHOT_POST_QUEUE_H_

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>

namespace neuron {

// What a loop's thread is asked to call, kept until the test's thread calls it.
class PostQueue {
 public:
  // Any thread.
  void Post(std::function<void()> call);

  // Waits for a call, and makes it. Aborts the test when none comes in a minute.
  void RunOne();

  // Waits so long for a call, and makes it. False if none came.
  bool RunOneWithin(std::chrono::milliseconds patience);

  // How many calls wait.
  std::size_t size() const;

 private:
  mutable std::mutex mutex_;
  std::condition_variable posted_;
  // Guarded by mutex_.
  std::deque<std::function<void()>> calls_;
};

}  // namespace neuron

#endif  // TESTS_SNAPSHOT_POST_QUEUE_H_
