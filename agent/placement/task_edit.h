#ifndef AGENT_PLACEMENT_TASK_EDIT_H_
#define AGENT_PLACEMENT_TASK_EDIT_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "agent/base/json_value.h"
#include "agent/device/chip_set.h"

namespace neuron {

// Changes of a task definition that has passed ViewTask(). Each leaves everything alone that it is
// not about, and what is right already as it is written: done twice it changes nothing more.

// Which container of the definition gets the chips: the one of that name, else the one that maps
// chips already, else the only one. InvalidArgument, asking for --container, if there is no such
// one, or more than one.
absl::StatusOr<JsonValue*> ContainerForChips(JsonValue* task, absl::string_view name);

// Has the container map exactly the nodes of these chips, to be read and written, and those devices
// that are no chips, as before.
void MapChips(JsonValue* container, ChipSet chips);

// Gives the container IPC_LOCK.
void AllowLockedMemory(JsonValue* container);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_TASK_EDIT_H_
