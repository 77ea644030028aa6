#ifndef TESTS_FAKES_FAKE_CLOCK_H_
#define TESTS_FAKES_FAKE_CLOCK_H_

#include <cstddef>
#include <functional>
#include <memory>

#include "absl/time/time.h"
#include "agent/base/clock.h"

namespace neuron {

// A clock that stands still until it is ticked.
//
// Callbacks come from within Advance() only, on its caller's thread. Alarms may outlive the clock.
class FakeClock : public Clock {
 public:
  // Starts at `start`; the default is a fixed moment of 2026.
  explicit FakeClock(absl::Time start = absl::FromUnixSeconds(1795000000));

  absl::Time Now() const override;
  absl::Duration Monotonic() const override;
  std::unique_ptr<Alarm> CallAfter(absl::Duration delay, std::function<void()> callback) override;

  // Lets `delay` pass. Calls what comes due, in the order of its due times and of its scheduling
  // where these are equal, with both times at that very moment; what a callback schedules within
  // `delay` is called too. REQUIRES: delay >= 0, and not within a callback.
  void Advance(absl::Duration delay);

  // Moves the wall clock alone, as an administrator or NTP does.
  void JumpWall(absl::Duration by);

  // How many alarms are waiting.
  std::size_t PendingAlarms() const;

  // How long it is until the next of them is due; infinite if none waits.
  absl::Duration UntilNext() const;

 private:
  class Queue;
  class QueuedAlarm;

  std::shared_ptr<Queue> queue_;
};

}  // namespace neuron

#endif  // TESTS_FAKES_FAKE_CLOCK_H_
