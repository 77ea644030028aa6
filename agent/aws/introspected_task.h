#ifndef AGENT_AWS_INTROSPECTED_TASK_H_
#define AGENT_AWS_INTROSPECTED_TASK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {

enum class TaskStatus { kPending, kRunning, kStopped };

// A container of a task that the host's ECS agent knows.
struct IntrospectedContainer {
  // 64 hex digits; empty until Docker has made it.
  std::string docker_id;
  // As the task definition calls it.
  std::string name;

  friend bool operator==(const IntrospectedContainer& a, const IntrospectedContainer& b) {
    return a.docker_id == b.docker_id && a.name == b.name;
  }
};

// A task that the host's ECS agent knows. It stays known for hours after it has stopped.
struct IntrospectedTask {
  std::string arn;
  // Of the task definition.
  std::string family;
  std::string revision;
  TaskStatus known = TaskStatus::kPending;
  // None where ECS's orders contradict each other.
  absl::optional<TaskStatus> desired;
  // Without the containers that are ECS's own (pause).
  std::vector<IntrospectedContainer> containers;

  friend bool operator==(const IntrospectedTask& a, const IntrospectedTask& b) {
    return a.arn == b.arn && a.family == b.family && a.revision == b.revision &&
           a.known == b.known && a.desired == b.desired && a.containers == b.containers;
  }
};

// Whether it is to run here and does not yet.
inline bool IsPending(const IntrospectedTask& task) {
  return task.known == TaskStatus::kPending && task.desired != TaskStatus::kStopped;
}

// The tasks in the body of the ECS agent's /v1/tasks, by ARN. DataLoss, naming the task, if it is
// not such a body or a task lacks its ARN, its task definition or a status that we know: half a
// list would make the other half look stopped.
absl::StatusOr<std::vector<IntrospectedTask>> ParseIntrospectionTasks(absl::string_view json);

}  // namespace neuron

#endif  // AGENT_AWS_INTROSPECTED_TASK_H_
