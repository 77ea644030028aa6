#ifndef AGENT_PLACEMENT_TASK_VIEW_H_
#define AGENT_PLACEMENT_TASK_VIEW_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/json_value.h"
#include "agent/device/chip_set.h"

namespace neuron {

// What a task definition says about chips and placement. Each thing has its path in the document:
// "containerDefinitions[0].linuxParameters.devices[2]".

// An entry of linuxParameters.devices with the node of a chip.
struct TaskDevice {
  // May be beyond those that there can be.
  int chip = 0;
  std::string path;
};

// An entry of portMappings.
struct TaskPort {
  std::string name;
  // Not set if the document does not say, or 0, which is "any".
  absl::optional<std::int64_t> host_port;
  absl::optional<std::int64_t> container_port;
  std::string path;
};

struct TaskContainer {
  std::string name;
  std::string path;
  std::vector<TaskDevice> devices;
  std::vector<TaskPort> ports;
  bool may_lock_memory = false;
  // It runs its command with neuronctl run, and so has those of its devices that it leases.
  bool leases = false;
};

// The chips among the devices.
ChipSet ChipsOf(const TaskContainer& container);

// A placement constraint of the kind memberOf.
struct TaskConstraint {
  std::string expression;
  std::string path;
};

// The placement constraints of a task definition, service, or call of RunTask.
struct TaskConstraints {
  // "placementConstraints".
  std::string path;
  // Of every kind.
  std::size_t count = 0;
  std::vector<TaskConstraint> expressions;
};

struct TaskView {
  std::string family;
  // Empty if the document does not say: then it is bridge.
  std::string network_mode;
  std::vector<TaskContainer> containers;
  TaskConstraints constraints;
};

// Reads a task definition, as `aws ecs register-task-definition --cli-input-json` takes it, below
// `path` ("" or "taskDefinition."). InvalidArgument, with the path, if something that is read is of
// another JSON type than ECS has there. Pure.
absl::StatusOr<TaskView> ViewTask(const JsonValue& task, absl::string_view path);

// Its placement constraints alone, also of a service. Fails as ViewTask().
absl::StatusOr<TaskConstraints> ViewConstraints(const JsonValue& task, absl::string_view path);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_TASK_VIEW_H_
