#ifndef AGENT_CONTAINER_CONTAINER_FACTS_H_
#define AGENT_CONTAINER_CONTAINER_FACTS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/container/container.h"
#include "agent/container/device_paths.h"
#include "agent/device/chip_set.h"
#include "agent/docker/docker_container.h"
#include "agent/docker/docker_watch.h"

namespace neuron {

// A container that was created with chips, and that nobody has tried to start so far.
struct CreatedContainer {
  std::string id;
  // ECS's name for it, or Docker's.
  std::string name;
  // None: it belongs to no ECS task.
  absl::optional<ContainerTask> task;
  // Those whose nodes it will be given.
  ChipSet chips;
  absl::Time created_at;
};

// The task that the labels name, which ECS puts on every container of its own; none if they do not.
absl::optional<ContainerTask> TaskByLabels(const DockerContainer& container);

// The name that ECS gave it, by its label; Docker's if there is none.
std::string NameOf(const DockerContainer& container);

// Fills in whether each container is privileged where Docker knows it: by its processes, that is a
// guess.
void AddDockersWord(const DockerWord& docker, ContainerScan* scan);

// The containers that wait for their start with chips, by id: with those that the paths of their
// devices lead to, or may lead to.
std::vector<CreatedContainer> CreatedContainers(const DockerWord& docker, const DevicePaths& paths);

}  // namespace neuron

#endif  // AGENT_CONTAINER_CONTAINER_FACTS_H_
