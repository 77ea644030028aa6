#ifndef AGENT_DEVICE_SPACED_CALLS_H_
#define AGENT_DEVICE_SPACED_CALLS_H_

#include <functional>
#include <map>
#include <memory>

#include "absl/time/time.h"
#include "agent/base/clock.h"

namespace neuron {

// Calls for a subject at once, but never sooner than `spacing` after it called for it last: what is
// asked for sooner is one call, then. Subjects do not wait for each other, and no ask is lost. On
// the thread of the clock's callbacks.
class SpacedCalls {
 public:
  // `clock` is borrowed. REQUIRES: `call` does not destroy this.
  SpacedCalls(Clock* clock, absl::Duration spacing, std::function<void(int subject)> call);

  void Ask(int subject);

 private:
  struct Subject {
    absl::Duration called = -absl::InfiniteDuration();
    // Not null while a call is due.
    std::unique_ptr<Alarm> due;
  };

  void Call(int subject);

  Clock* const clock_;
  const absl::Duration spacing_;
  const std::function<void(int)> call_;
  std::map<int, Subject> subjects_;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_SPACED_CALLS_H_
