#ifndef AGENT_CONTAINER_CLUSTER_TASK_H_
#define AGENT_CONTAINER_CLUSTER_TASK_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/aws/ecs_target.h"

namespace neuron {

// Whether `arn` can be the name of a task of the cluster of `target`; while the target is not
// known, of any cluster. If the container instance's own name has the cluster in it, so have its
// tasks'; if not, they have it or not.
//
// ECS, or the policy of the role, refuses a whole call for one that is not. InvalidArgument then,
// with the cure. Says nothing of whether there is such a task. Pure.
absl::Status CheckTaskOf(const absl::optional<EcsTarget>& target, absl::string_view arn);

}  // namespace neuron

#endif  // AGENT_CONTAINER_CLUSTER_TASK_H_
