#ifndef AGENT_SINK_DRAINER_H_
#define AGENT_SINK_DRAINER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "absl/types/variant.h"
#include "agent/aws/ecs_client.h"
#include "agent/aws/ecs_error.h"
#include "agent/aws/ecs_target.h"
#include "agent/base/clock.h"
#include "agent/base/lifetime.h"
#include "agent/base/log.h"
#include "agent/sink/drain_book.h"
#include "agent/sink/drain_plan.h"
#include "agent/sink/drain_state.h"
#include "agent/sink/logged_problem.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// Has ECS drain this container instance, and undoes that, when agent/sink/drain_plan.h says so.
//
// That an instance is to be drained is written down before ECS is told, for agents that are started
// later; what cannot be written down is not done, and where it is not known what earlier agents
// did, nothing is. Unless there is something to do, ECS is not asked: but for once after the
// start, if an earlier agent has drained the instance. After a failure there is a pause with
// jitter, longer each time and up to 10 minutes, and then ECS is asked anew.
//
// What it waits for and what stands in the way are logged when they change; each step, and in a dry
// run each that would be taken, is logged.
// Used on the loop's thread only.
class Drainer {
 public:
  // Asks the ECS agent who this host is. Calls back once, later, on the loop's thread.
  using FindTarget = std::function<void(std::function<void(absl::StatusOr<EcsTarget>)>)>;
  // Makes the client for the target's region.
  using MakeClient =
      std::function<absl::StatusOr<std::unique_ptr<EcsClient>>(const EcsTarget& target)>;

  struct Options {
    // Where it is written down (agent/sink/drain_book.h).
    std::string folder;
    // Asks, but tells ECS nothing and writes nothing.
    bool dry_run = false;
  };

  // `clock` is borrowed. `random` draws from [0, 1).
  Drainer(Options options, FindTarget find_target, MakeClient make_client, Clock* clock,
          std::function<double()> random);

  // There is a newer snapshot.
  void Accept(const Snapshot& snapshot);

  const DrainState& state() const { return state_; }

 private:
  DrainPlan::Moment Now() const { return {clock_->Monotonic(), clock_->Now()}; }
  void Consider();
  void Ask();
  void OnTarget(absl::StatusOr<EcsTarget> target);
  void OnStatus(const absl::variant<InstanceStatus, EcsError>& answer);
  void Act(const DrainPlan::Decision& decision);
  void Drain(const std::string& why);
  void OnDrained(const absl::optional<EcsError>& error, const std::string& why);
  void Undrain(const std::string& why);
  void OnUndrained(const absl::optional<EcsError>& error, const std::string& why);
  void Pretend(const DrainPlan::Decision& decision);
  void Finish(const absl::Status& status);
  absl::Status Save();
  void LogStep(LogLevel level, absl::string_view event, const std::string& why) const;
  void Tell(std::string why);
  void Report();

  const Options options_;
  const FindTarget find_target_;
  const MakeClient make_client_;
  Clock* const clock_;
  const std::function<double()> random_;
  const DrainBook book_;

  // Not set where it is not known what earlier agents did.
  absl::optional<DrainPlan> plan_;
  // As the file has it.
  DrainRecord saved_;
  EcsTarget target_;
  std::unique_ptr<EcsClient> client_;
  // Whether an answer is awaited, and when to ask again after a failure.
  bool is_busy_ = false;
  absl::Duration not_before_ = -absl::InfiniteDuration();
  int failures_ = 0;
  DrainState state_;
  LoggedProblem problem_{"drain"};
  Lifetime lifetime_;
};

}  // namespace neuron

#endif  // AGENT_SINK_DRAINER_H_
