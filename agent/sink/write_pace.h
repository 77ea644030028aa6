#ifndef AGENT_SINK_WRITE_PACE_H_
#define AGENT_SINK_WRITE_PACE_H_

#include "absl/time/time.h"

namespace neuron {

// How far apart a host's writes are while the account's request rate is used up.
//
// Many hosts and the customer's RunTask share that rate, and nobody tells a host how many others
// there are: it only sees whether a write of its own was throttled. A throttled one doubles the
// pause, one that is taken shortens it by a sixth and no more: so hosts come to rest where about
// one write in five is throttled, as far as the longest pause lets them. There is no pause before
// the first throttled write, and none any more when 20 minutes have passed without another.
//
// The pause is drawn anew after each write, from nothing up to its length: where ECS promises too
// much, 2 seconds, doubled up to 5 minutes; else 16 seconds, doubled up to 10 minutes. Times are
// monotonic.
class WritePace {
 public:
  // ECS did not take a write for the rate. `random01` in [0, 1) draws the pause.
  void Throttled(absl::Duration now, double random01);
  // ECS took one.
  void Taken(absl::Duration now, double random01);

  // How long until a write may be tried; zero if it may now. It is urgent if ECS promises too much.
  absl::Duration Wait(absl::Duration now, bool is_urgent) const;

 private:
  void Draw(absl::Duration now, double random01);

  // How often the pause is doubled; none if it is negative.
  double doublings_ = -1;
  absl::Duration throttled_at_ = -absl::InfiniteDuration();
  absl::Duration urgent_from_ = -absl::InfiniteDuration();
  absl::Duration others_from_ = -absl::InfiniteDuration();
};

}  // namespace neuron

#endif  // AGENT_SINK_WRITE_PACE_H_
