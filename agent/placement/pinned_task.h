#ifndef AGENT_PLACEMENT_PINNED_TASK_H_
#define AGENT_PLACEMENT_PINNED_TASK_H_

#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/json_value.h"
#include "agent/device/chip_set.h"
#include "agent/placement/task_plan.h"

namespace neuron {

// One task definition for each of the sets, made from `task`: its container maps exactly these
// chips and has IPC_LOCK, its constraint asks for exactly them to be free (PinnedExpression()), and
// if the plan says so it has their port tokens; if not, it has none. Where there are several, the
// chips are added to the family: "train-chips-04-05-06-07". Nothing else is changed; made from
// what was made so, the result is the same.
//
// InvalidArgument, in one line, as CheckTask(), ContainerForChips(), Constrain() and
// SetPortTokens(), or if the family would get too long. Pure. REQUIRES: the sets are of the plan's
// instance type.
absl::StatusOr<std::vector<JsonValue>> PinnedTasks(const JsonValue& task,
                                                   const std::vector<ChipSet>& sets,
                                                   const TaskPlan& plan);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_PINNED_TASK_H_
