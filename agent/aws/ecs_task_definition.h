#ifndef AGENT_AWS_ECS_TASK_DEFINITION_H_
#define AGENT_AWS_ECS_TASK_DEFINITION_H_

#include <string>
#include <vector>

namespace neuron {

// What a container of a task definition will be given of its host.
struct EcsContainerDefinition {
  // "main": ECS's name for it.
  std::string name;
  bool privileged = false;
  // Paths of the host, as they were written: of the devices that it may use, and of what is
  // mounted into it.
  std::vector<std::string> devices;
  std::vector<std::string> mounts;
};

// One revision of a family. It never changes.
struct EcsTaskDefinition {
  std::vector<EcsContainerDefinition> containers;
};

}  // namespace neuron

#endif  // AGENT_AWS_ECS_TASK_DEFINITION_H_
