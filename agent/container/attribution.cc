#include "agent/container/attribution.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/aws/arn.h"
#include "agent/container/container_facts.h"

namespace neuron {
namespace {

// What one of those who know says of a container.
struct Answer {
  Reading<std::string> name;
  Reading<ContainerTask> task;
  absl::Time told_at;
};

ContainerTask TaskOf(const IntrospectedTask& task) {
  return {task.arn, task.family, task.revision};
}

absl::optional<Answer> ByContainerId(const TaskWord& ecs, const std::string& id) {
  for (const IntrospectedTask& task : ecs.tasks) {
    for (const IntrospectedContainer& container : task.containers) {
      if (container.docker_id == id) {
        return Answer{container.name, TaskOf(task), ecs.told_at};
      }
    }
  }
  return absl::nullopt;
}

// The name is not ECS's to give: the container is one of its own, or newer than the answer.
absl::optional<Answer> ByTaskId(const TaskWord& ecs, const std::string& task_id) {
  for (const IntrospectedTask& task : ecs.tasks) {
    if (!task_id.empty() && absl::EndsWith(task.arn, "/" + task_id)) {
      return Answer{Reading<std::string>::Absent(), TaskOf(task), ecs.told_at};
    }
  }
  return absl::nullopt;
}

const DockerContainer* InDocker(const DockerWord* docker, const std::string& id) {
  if (docker == nullptr) {
    return nullptr;
  }
  const auto found = docker->containers.find(id);
  return found == docker->containers.end() ? nullptr : &found->second;
}

// Every container of ECS has its labels, so that one without them is no task's.
Answer ByDocker(const DockerWord& docker, const DockerContainer& container) {
  const absl::optional<ContainerTask> task = TaskByLabels(container);
  return {NameOf(container), task.has_value() ? *task : Reading<ContainerTask>::Absent(),
          docker.told_at};
}

// arn:...:container-instance/<cluster>/<id> becomes arn:...:task/<cluster>/<task>. The short form
// of an instance's ARN does not tell the form of its tasks'.
absl::optional<Answer> ByInstance(const TaskWord& ecs, const Container& container, absl::Time now) {
  const auto instance = ParseEcsArn(ecs.target.value_or(EcsTarget()).container_instance_arn);
  if (container.task_id.empty() || !instance.ok() || instance->cluster.empty()) {
    return absl::nullopt;
  }
  ContainerTask task;
  task.arn = absl::StrCat("arn:", instance->partition, ":ecs:", instance->region, ":",
                          instance->account, ":task/", instance->cluster, "/", container.task_id);
  return Answer{Reading<std::string>::Absent(), task, now};
}

absl::Status WhyNobodyKnows(const TaskWord& ecs, const Container& container) {
  if (!ecs.silence.ok()) {
    return ecs.silence;
  }
  if (ecs.told_at > container.gone_at) {
    return absl::NotFoundError("it has gone, and the ECS agent may have forgotten it");
  }
  return container.task_id.empty()
             ? absl::UnavailableError("the ECS agent has not been asked since it appeared")
             : absl::NotFoundError(
                   absl::StrCat("the ECS agent does not know its task, ", container.task_id));
}

Answer ByNobody(const TaskWord& ecs, const Container& container) {
  // Of one that has gone an answer that came after it says nothing: ECS forgets.
  if (container.task_id.empty() && ecs.told_at >= container.seen_at &&
      ecs.told_at <= container.gone_at) {
    return {{}, {}, ecs.told_at};
  }
  const absl::Status why = WhyNobodyKnows(ecs, container);
  return {Reading<std::string>::Unknown(why), Reading<ContainerTask>::Unknown(why), ecs.told_at};
}

Answer AnswerFor(const TaskWord& ecs, const DockerWord* docker, const Container& container,
                 absl::Time now) {
  if (auto answer = ByContainerId(ecs, container.id)) {
    return *std::move(answer);
  }
  const DockerContainer* in_docker = InDocker(docker, container.id);
  if (auto answer = ByTaskId(ecs, container.task_id)) {
    if (in_docker != nullptr) {
      answer->name = NameOf(*in_docker);
    }
    return *std::move(answer);
  }
  if (in_docker != nullptr) {
    return ByDocker(*docker, *in_docker);
  }
  auto answer = ByInstance(ecs, container, now);
  return answer.has_value() ? *std::move(answer) : ByNobody(ecs, container);
}

void AttributeOne(const TaskWord& ecs, const DockerWord* docker, absl::Time now,
                  Container* container) {
  Answer answer = AnswerFor(ecs, docker, *container, now);
  container->name = std::move(answer.name);
  container->task = std::move(answer.task);
  container->told_at = answer.told_at;
}

}  // namespace

void Attribute(const TaskWord& ecs, const DockerWord* docker, ContainerScan* scan) {
  for (Container& container : scan->containers) {
    AttributeOne(ecs, docker, scan->taken_at, &container);
  }
  for (Container& container : scan->gone) {
    AttributeOne(ecs, docker, scan->taken_at, &container);
  }
}

}  // namespace neuron
