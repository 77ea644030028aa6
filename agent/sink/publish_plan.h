#ifndef AGENT_SINK_PUBLISH_PLAN_H_
#define AGENT_SINK_PUBLISH_PLAN_H_

#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/sink/token_bucket.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// When to tell ECS what.
//
// What promises less than ECS was told is due at once, from a budget of its own (20 at once, 30 a
// minute): until it is told, tasks are sent to chips that are taken. A job opens its chips
// one after the other: what follows such a write within 50 ms is gathered until then. What promises
// more can wait: it is due when nothing has changed for 5 seconds and a little jitter, and no more
// than once in 10 seconds (6 a minute). What says the same is never due. Where it is not known what
// ECS was told, everything is due at once, from the larger budget.
//
// Pure but for its own state: no clock, no I/O. Times are monotonic and never go back.
class PublishPlan {
 public:
  using Attributes = std::vector<DesiredAttribute>;

  // What ECS should be told, as of `now`; whether that is a change. `random01` in [0, 1) draws the
  // jitter of the change.
  bool Want(Attributes wanted, absl::Duration now, double random01);

  // ECS has these.
  void Told(Attributes told);
  // ECS may have anything: a write failed half-way, or another container instance is ours now.
  void ToldUnknown();

  // How long until `wanted` is due; zero if it is now, infinite if there is nothing to tell.
  absl::Duration Wait(absl::Duration now) const;

  // Whether ECS may promise more than is so. REQUIRES: there was something to Want().
  bool IsUrgent() const;

  // Takes the write that is due from its budget. REQUIRES: Wait(now) is zero.
  const Attributes& Take(absl::Duration now);

  const absl::optional<Attributes>& wanted() const { return wanted_; }
  // Not set while it is not known.
  const absl::optional<Attributes>& told() const { return told_; }

 private:
  absl::optional<Attributes> wanted_;
  absl::optional<Attributes> told_;
  // When what follows the last urgent write has been gathered.
  absl::Duration gathered_at_ = -absl::InfiniteDuration();
  // When `wanted_` has been the same for long enough.
  absl::Duration quiet_at_;
  TokenBucket less_{20, absl::Seconds(2)};
  TokenBucket more_{1, absl::Seconds(10)};
};

}  // namespace neuron

#endif  // AGENT_SINK_PUBLISH_PLAN_H_
