#ifndef AGENT_SINK_FAREWELL_H_
#define AGENT_SINK_FAREWELL_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/telemetry/ecs_attributes.h"

namespace neuron {

// What becomes of the attributes when the agent stops.
enum class OnStop { kWithdraw, kDelete, kKeep };

// The last call before the agent stops, and its deadline, which runs from construction. After it
// nothing is said.
class Farewell {
 public:
  using Done = std::function<void(const absl::Status&)>;

  // `done` is called once: when ECS has the words, refuses them, or `deadline` has passed, which is
  // DeadlineExceeded; at once and from within if there is nothing to say.
  Farewell(Clock* clock, absl::Duration deadline, Done done);

  // Puts `withdrawn`; nothing if that is empty.
  void Withdraw(EcsClient* client, const EcsTarget& target,
                const std::vector<DesiredAttribute>& withdrawn);
  // Deletes `names`; nothing if there are none.
  void Delete(EcsClient* client, const EcsTarget& target, const std::vector<std::string>& names);
  void SayNothing();

 private:
  void Finish(const absl::Status& status);
  EcsClient::WriteCallback Answer();

  Done done_;
  std::unique_ptr<Alarm> alarm_;
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SINK_FAREWELL_H_
