#ifndef AGENT_CONTAINER_REPEATED_CALL_H_
#define AGENT_CONTAINER_REPEATED_CALL_H_

#include <functional>
#include <memory>
#include <utility>

#include "absl/time/time.h"
#include "agent/base/clock.h"

namespace neuron {

// Calls at once and then a few times more, ever more slowly, for what is not finished when one
// first hears of it: a container's first process runs some time after its cgroup was made. On the
// thread of the clock's callbacks.
class RepeatedCall {
 public:
  // `clock` is borrowed, and outlives this.
  RepeatedCall(Clock* clock, std::function<void()> call) : clock_(clock), call_(std::move(call)) {}

  // Calls now, 20 ms from now, and then each time twice as long from now, for 2.56 s, unless it is
  // begun again.
  void Begin();

 private:
  void Wait(absl::Duration since_begin, absl::Duration wait);

  Clock* const clock_;
  const std::function<void()> call_;
  std::unique_ptr<Alarm> alarm_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_REPEATED_CALL_H_
