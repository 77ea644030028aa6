#ifndef AGENT_PLACEMENT_TASK_PLAN_H_
#define AGENT_PLACEMENT_TASK_PLAN_H_

#include <string>

#include "absl/status/status.h"
#include "absl/types/optional.h"
#include "agent/base/json_value.h"
#include "agent/placement/published_names.h"

namespace neuron {

// What is wanted of a task definition besides its chips.
struct TaskPlan {
  // Which hosts it is for.
  std::string instance_type;
  PublishedNames names;
  // Which container gets the chips; empty for the one that has chips, or the only one.
  std::string container;
  // Pinned: the first port of its port tokens, if it is to have them.
  absl::optional<int> port_base;
};

// OK if something can be made of the definition: it passes ViewTask(), its family is a name that
// ECS takes, it has containers, and it is for EC2, if it says for what. Else InvalidArgument.
absl::Status CheckTask(const JsonValue& task);

// A task definition to begin with: one container that lacks only its image and command. What is to
// be filled in is in capital letters.
JsonValue BlankTask();

}  // namespace neuron

#endif  // AGENT_PLACEMENT_TASK_PLAN_H_
