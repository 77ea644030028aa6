#ifndef AGENT_CONTAINER_TASK_WORD_H_
#define AGENT_CONTAINER_TASK_WORD_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_target.h"
#include "agent/aws/introspected_task.h"

namespace neuron {

// The last that the host's ECS agent said of its tasks.
struct TaskWord {
  // When it said so; the infinite past if it never did.
  absl::Time told_at = absl::InfinitePast();
  // By ARN. Those that stopped stay for hours: go by their status.
  std::vector<IntrospectedTask> tasks;
  // Of the tasks that are PENDING, by ARN: when that was first heard.
  std::map<std::string, absl::Time> pending_since;
  // Who this host is to ECS, once that is known.
  absl::optional<EcsTarget> target;
  // OK if it answered the last question. Otherwise what is in here may have changed; the message
  // names the cause and the cure.
  absl::Status silence = absl::UnknownError("the ECS agent has not been asked yet");

  bool was_told() const { return told_at != absl::InfinitePast(); }
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_TASK_WORD_H_
