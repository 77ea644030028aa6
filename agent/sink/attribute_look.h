#ifndef AGENT_SINK_ATTRIBUTE_LOOK_H_
#define AGENT_SINK_ATTRIBUTE_LOOK_H_

#include <functional>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"

namespace neuron {

// One question to ECS: what it holds of a container instance.
class AttributeLook {
 public:
  using Done = std::function<void(const absl::StatusOr<std::vector<EcsAttribute>>& held)>;

  // Asks. Calls `done` once, later, with the answer, with the failure of the call, or with
  // DeadlineExceeded after `deadline`; never once this is destroyed, which `done` may do.
  AttributeLook(EcsClient* client, const EcsTarget& target, Clock* clock, absl::Duration deadline,
                Done done);

 private:
  void Finish(absl::StatusOr<std::vector<EcsAttribute>> held);

  Done done_;
  std::unique_ptr<Alarm> alarm_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SINK_ATTRIBUTE_LOOK_H_
