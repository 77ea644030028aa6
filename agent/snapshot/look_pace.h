#ifndef AGENT_SNAPSHOT_LOOK_PACE_H_
#define AGENT_SNAPSHOT_LOOK_PACE_H_

#include <functional>
#include <memory>

#include "absl/time/time.h"
#include "agent/base/clock.h"

namespace neuron {

// When looks begin: each as soon as it is wanted, but never during another. However much is wanted,
// they begin no more often than once in a gap, and once they have taken as long as a burst they
// take no more than a quarter of the time. What is wanted meanwhile has one more begin. Used on the
// loop's thread only.
class LookPace {
 public:
  struct Limits {
    absl::Duration gap;
    absl::Duration burst;
  };

  // `clock` is borrowed. `begin` is called for each look.
  LookPace(Clock* clock, Limits limits, std::function<void()> begin);

  // A look that begins from now on is wanted.
  void Want();

  // The look that was begun is over.
  void Ended();

 private:
  void Begin();

  Clock* const clock_;
  const Limits limits_;
  const std::function<void()> begin_;
  bool under_way_ = false;
  // A look has been wanted since the last one began.
  bool wanted_ = false;
  absl::Duration began_;
  absl::Duration ended_;
  // How long looks have taken, less what was rested for.
  absl::Duration debt_;
  // The next look waits for this.
  std::unique_ptr<Alarm> rest_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_LOOK_PACE_H_
