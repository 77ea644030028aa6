#ifndef AGENT_PLACEMENT_FLOATING_TASK_H_
#define AGENT_PLACEMENT_FLOATING_TASK_H_

#include "absl/status/statusor.h"
#include "agent/base/json_value.h"
#include "agent/device/chip_set.h"
#include "agent/placement/task_plan.h"

namespace neuron {

// A task definition, made from `task`, whose container gets `chips` chips from the agent when it
// starts, whichever these are: it maps all of the type's chips and the directory of the lease
// socket, has IPC_LOCK, and its entry point begins with `neuronctl run --chips=N --`, for which the
// image must have neuronctl. Its constraint asks for a host with a valid set of so many
// (FloatingExpression()). It has no port tokens. Nothing else is changed; made from what was made
// so, the result is the same.
//
// InvalidArgument, in one line, as CheckTask(), ContainerForChips() and Constrain(); or if the
// container's entryPoint is missing, which then is the image's and not known here; or if the
// container has the directory of the socket, or the volume's name, for something else. Pure.
absl::StatusOr<JsonValue> FloatingTask(const JsonValue& task, ChipSet all, int chips,
                                       const TaskPlan& plan);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_FLOATING_TASK_H_
