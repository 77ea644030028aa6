#include "tests/fakes/fake_clock.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <utility>

namespace neuron {

// Due times and the order of scheduling, shared with the alarms. Any thread.
class FakeClock::Queue {
 public:
  using Key = std::pair<absl::Duration, int>;

  explicit Queue(absl::Time start) : wall_(start) {}

  absl::Time Now() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return wall_ + elapsed_;
  }
  absl::Duration Monotonic() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return elapsed_;
  }
  std::size_t size() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return waiting_.size();
  }
  absl::Duration UntilNext() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return waiting_.empty() ? absl::InfiniteDuration() : waiting_.begin()->first.first - elapsed_;
  }
  void JumpWall(absl::Duration by) {
    std::lock_guard<std::mutex> lock(mutex_);
    wall_ += by;
  }
  Key Add(absl::Duration delay, std::function<void()> callback) {
    std::lock_guard<std::mutex> lock(mutex_);
    const Key key(elapsed_ + std::max(delay, absl::ZeroDuration()), next_++);
    waiting_.emplace(key, std::move(callback));
    return key;
  }
  // The callback, which may own other alarms, is destroyed after the lock is given back.
  void Remove(const Key& key) {
    std::unique_lock<std::mutex> lock(mutex_);
    const auto removed = waiting_.extract(key);
    lock.unlock();
  }

  // Takes out the next one due by `end` and moves the time there; else moves the time to `end`
  // and returns nothing.
  std::function<void()> TakeNext(absl::Duration end) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto next = waiting_.begin();
    if (next == waiting_.end() || next->first.first > end) {
      elapsed_ = end;
      return nullptr;
    }
    elapsed_ = next->first.first;
    std::function<void()> callback = std::move(next->second);
    waiting_.erase(next);
    return callback;
  }

 private:
  mutable std::mutex mutex_;
  absl::Time wall_;
  absl::Duration elapsed_;
  int next_ = 0;
  std::map<Key, std::function<void()>> waiting_;
};

class FakeClock::QueuedAlarm : public Alarm {
 public:
  QueuedAlarm(std::shared_ptr<Queue> queue, Queue::Key key) : queue_(std::move(queue)), key_(key) {}
  ~QueuedAlarm() override { queue_->Remove(key_); }

 private:
  std::shared_ptr<Queue> queue_;
  Queue::Key key_;
};

FakeClock::FakeClock(absl::Time start) : queue_(std::make_shared<Queue>(start)) {}

absl::Time FakeClock::Now() const { return queue_->Now(); }
absl::Duration FakeClock::Monotonic() const { return queue_->Monotonic(); }
std::size_t FakeClock::PendingAlarms() const { return queue_->size(); }
absl::Duration FakeClock::UntilNext() const { return queue_->UntilNext(); }
void FakeClock::JumpWall(absl::Duration by) { queue_->JumpWall(by); }

std::unique_ptr<Alarm> FakeClock::CallAfter(absl::Duration delay, std::function<void()> callback) {
  return std::make_unique<QueuedAlarm>(queue_, queue_->Add(delay, std::move(callback)));
}

void FakeClock::Advance(absl::Duration delay) {
  const std::shared_ptr<Queue> queue = queue_;
  const absl::Duration end = queue->Monotonic() + delay;
  while (std::function<void()> callback = queue->TakeNext(end)) {
    callback();
  }
}

}  // namespace neuron
