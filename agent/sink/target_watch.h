#ifndef AGENT_SINK_TARGET_WATCH_H_
#define AGENT_SINK_TARGET_WATCH_H_

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"

namespace neuron {

// Notices that this host has become another container instance: one that registers anew gets
// another name, and has none of what was told of the old one.
//
// Asks the ECS agent every 45 to 75 seconds, at that pace whatever it answers: that is a request
// within this host, and none to ECS. No answer is no news, and not logged here: the source `tasks`
// asks the same agent more often, and tells.
//
// The loop's thread only.
class TargetWatch {
 public:
  // Asks the ECS agent who this host is. Calls back once, later, on the loop's thread.
  using Find = std::function<void(std::function<void(absl::StatusOr<EcsTarget>)>)>;

  // Borrows the clock. `random` draws from [0, 1). `moved` is called with the answer that is not
  // the instance that is followed, and at each further such answer until that one is; it may call
  // Follow() and Stop().
  TargetWatch(Find find, Clock* clock, std::function<double()> random,
              std::function<void(EcsTarget)> moved);

  // This host is that instance, as far as is known. Asks from now on.
  void Follow(EcsTarget target);
  // Asks nothing any more.
  void Stop();

 private:
  void AskLater();
  void Hear(absl::StatusOr<EcsTarget> target);

  const Find find_;
  Clock* const clock_;
  const std::function<double()> random_;
  const std::function<void(EcsTarget)> moved_;

  // None before Follow() and after Stop().
  absl::optional<EcsTarget> target_;
  std::unique_ptr<Alarm> alarm_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SINK_TARGET_WATCH_H_
