#include "agent/container/container_facts.h"

#include <utility>

namespace neuron {
namespace {

constexpr char kTaskArn[] = "com.amazonaws.ecs.task-arn";
constexpr char kFamily[] = "com.amazonaws.ecs.task-definition-family";
constexpr char kRevision[] = "com.amazonaws.ecs.task-definition-version";
constexpr char kName[] = "com.amazonaws.ecs.container-name";

// Empty if it has none of that name.
std::string Label(const DockerContainer& container, const char* name) {
  const auto found = container.labels.find(name);
  return found == container.labels.end() ? "" : found->second;
}

ChipSet ChipsOf(const DockerContainer& container, const DevicePaths& paths) {
  ChipSet given;
  for (const std::string& path : container.devices) {
    given = ChipSet(given.bits() | paths.ChipsAt(path).bits());
  }
  return given;
}

}  // namespace

absl::optional<ContainerTask> TaskByLabels(const DockerContainer& container) {
  ContainerTask task = {Label(container, kTaskArn), Label(container, kFamily),
                        Label(container, kRevision)};
  return task.arn.empty() ? absl::nullopt : absl::make_optional(std::move(task));
}

std::string NameOf(const DockerContainer& container) {
  std::string name = Label(container, kName);
  return name.empty() ? container.name : name;
}

void AddDockersWord(const DockerWord& docker, ContainerScan* scan) {
  for (Container& container : scan->containers) {
    const auto found = docker.containers.find(container.id);
    if (found != docker.containers.end()) {
      container.privileged = found->second.privileged;
    }
  }
}

std::vector<CreatedContainer> CreatedContainers(const DockerWord& docker,
                                                const DevicePaths& paths) {
  std::vector<CreatedContainer> created;
  for (const auto& [id, container] : docker.containers) {
    if (container.state != DockerState::kCreated || !container.start_error.empty()) {
      continue;
    }
    const ChipSet given = ChipsOf(container, paths);
    if (!given.empty()) {
      created.push_back(
          {id, NameOf(container), TaskByLabels(container), given, container.created_at});
    }
  }
  return created;
}

}  // namespace neuron
