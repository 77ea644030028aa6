#include "agent/aws/introspected_task.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/aws/arn.h"
#include "agent/base/excerpt.h"
#include "agent/base/json.h"
#include "agent/base/status.h"
#include "proto/ecs_api.pb.h"

namespace neuron {
namespace {

absl::optional<TaskStatus> ReadTaskStatus(absl::string_view word) {
  if (word == "PENDING") {
    return TaskStatus::kPending;
  }
  if (word == "RUNNING") {
    return TaskStatus::kRunning;
  }
  return word == "STOPPED" ? absl::make_optional(TaskStatus::kStopped) : absl::nullopt;
}

absl::Status Incomplete(const ecs_api::IntrospectedTask& wire, absl::string_view what) {
  return absl::DataLossError(
      absl::StrCat("the ECS agent's answer has a task (\"", Excerpt(wire.arn()), "\") ", what));
}

absl::StatusOr<IntrospectedTask> ReadTask(const ecs_api::IntrospectedTask& wire) {
  const absl::StatusOr<EcsArn> arn = ParseEcsArn(wire.arn());
  if (!arn.ok() || arn->kind != "task") {
    return Incomplete(wire, "without an ARN");
  }
  if (wire.family().empty() || wire.version().empty()) {
    return Incomplete(wire, "without Family and Version");
  }
  const absl::optional<TaskStatus> known = ReadTaskStatus(wire.known_status());
  if (!known.has_value()) {
    return Incomplete(wire, absl::StrCat("of KnownStatus \"", Excerpt(wire.known_status()), "\""));
  }
  IntrospectedTask task;
  task.arn = wire.arn();
  task.family = wire.family();
  task.revision = wire.version();
  task.known = *known;
  task.desired = ReadTaskStatus(wire.desired_status());
  for (const ecs_api::IntrospectedContainer& container : wire.containers()) {
    task.containers.push_back({container.docker_id(), container.name()});
  }
  return task;
}

}  // namespace

absl::StatusOr<std::vector<IntrospectedTask>> ParseIntrospectionTasks(absl::string_view json) {
  ecs_api::IntrospectionTasksMember member;
  ecs_api::IntrospectionTasks wire;
  if (!ReadJson(json, &member) || !ReadJson(json, &wire)) {
    return absl::DataLossError("the ECS agent's answer is not in JSON");
  }
  if (!member.has_tasks()) {
    return absl::DataLossError("the ECS agent's answer has no Tasks");
  }
  std::vector<IntrospectedTask> tasks;
  for (const ecs_api::IntrospectedTask& task : wire.tasks()) {
    NEURON_ASSIGN_OR_RETURN(IntrospectedTask read, ReadTask(task));
    tasks.push_back(std::move(read));
  }
  // Theirs is random.
  std::sort(tasks.begin(), tasks.end(), [](const auto& a, const auto& b) { return a.arn < b.arn; });
  return tasks;
}

}  // namespace neuron
