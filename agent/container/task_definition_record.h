#ifndef AGENT_CONTAINER_TASK_DEFINITION_RECORD_H_
#define AGENT_CONTAINER_TASK_DEFINITION_RECORD_H_

#include <string>
#include <vector>

#include "agent/aws/ecs_task_definition.h"
#include "agent/container/device_paths.h"
#include "agent/container/family_book.h"
#include "agent/device/chip_set.h"

namespace neuron {

// What of this host the paths of a task definition mean.
struct DefinitionGround {
  // Borrowed.
  const DevicePaths* paths = nullptr;
  ChipSet all;
  // The socket at which chips are leased; empty: none are.
  std::string lease_socket;
  // Names of containers that only observe.
  std::vector<std::string> observers;
};

// What the containers of a task definition will do with chips, as far as it says so.
//
// kMaps with the chips whose nodes they are given: /dev/neuron3 is chip 3, whether it is there now
// or not; any other path by what it leads to. Not by those who observe, or are privileged and so
// are given every node, and not by one that is given all chips together with the lease socket, or a
// directory that it is in: that one leases. kLeases if there are only such; kNone without any.
// For the loop's thread, as DevicePaths.
FamilyRecord RecordOf(const EcsTaskDefinition& definition, const DefinitionGround& ground);

}  // namespace neuron

#endif  // AGENT_CONTAINER_TASK_DEFINITION_RECORD_H_
