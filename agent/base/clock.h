#ifndef AGENT_BASE_CLOCK_H_
#define AGENT_BASE_CLOCK_H_

#include <functional>
#include <memory>

#include "absl/time/time.h"

namespace neuron {

// A callback that is due once. Destroying it, or assigning to it, cancels the call.
class Alarm {
 public:
  virtual ~Alarm() = default;
};

// Time, and being called later.
//
// Implemented by the event loop (agent/base/loop.h) and by a fake that tests tick
// (tests/fakes/fake_clock.h). Now() and Monotonic() may be called on any thread, CallAfter() on
// the thread that runs the callbacks only.
class Clock {
 public:
  virtual ~Clock() = default;

  // Wall-clock time. Can jump: for timestamps, never for intervals.
  virtual absl::Time Now() const = 0;

  // Time since an arbitrary start. Never goes back.
  virtual absl::Duration Monotonic() const = 0;

  // Calls `callback` once after `delay`, unless the alarm is destroyed first. The alarm may be
  // destroyed, or reassigned, inside its own callback.
  virtual std::unique_ptr<Alarm> CallAfter(absl::Duration delay,
                                           std::function<void()> callback) = 0;
};

}  // namespace neuron

#endif  // AGENT_BASE_CLOCK_H_
