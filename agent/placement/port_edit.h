#ifndef AGENT_PLACEMENT_PORT_EDIT_H_
#define AGENT_PLACEMENT_PORT_EDIT_H_

#include "absl/status/status.h"
#include "agent/base/json_value.h"
#include "agent/device/chip_set.h"

namespace neuron {

// Takes the port tokens, by their names, from the container of a task definition that has passed
// ViewTask(). Other ports stay.
void RemovePortTokens(JsonValue* container);

// Gives `container`, which is one of the task's, the port tokens of these chips alone.
// InvalidArgument if the task's network mode is one of which ECS counts no host ports (awsvpc,
// none), or if a container of the task has one of the ports for something else.
absl::Status SetPortTokens(const JsonValue& task, JsonValue* container, ChipSet chips, int base);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_PORT_EDIT_H_
