#ifndef AGENT_SINK_WITHDRAWAL_H_
#define AGENT_SINK_WITHDRAWAL_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/sink/ecs_publisher.h"

namespace neuron {

// One short run that takes back what an agent left that was killed: as a publisher does at its
// start, also where that would go on from it, and where EcsPublisher::Options::on_stop says so,
// deletes it then. The loop's thread only.
class Withdrawal {
 public:
  using Done = std::function<void(const absl::Status&)>;

  // As EcsPublisher.
  Withdrawal(EcsPublisher::Options options, EcsPublisher::FindTarget find_target,
             EcsPublisher::MakeClient make_client, Clock* clock, std::function<double()> random);

  // Calls `done` once, later, and not from within a destructor: OK if ECS confirmed it; else, when
  // `deadline` has passed, what stood in the way until then. `done` must not destroy this.
  void Run(absl::Duration deadline, Done done);

 private:
  void Observe(const PublisherState& state);
  void Finish(const absl::Status& status);

  Clock* const clock_;
  const OnStop on_stop_;
  Done done_;
  absl::Status problem_;
  bool withdrawn_ = false;
  std::unique_ptr<Alarm> alarm_;
  EcsPublisher publisher_;
};

}  // namespace neuron

#endif  // AGENT_SINK_WITHDRAWAL_H_
