#ifndef AGENT_WORKLOAD_KNOWN_CONTAINER_H_
#define AGENT_WORKLOAD_KNOWN_CONTAINER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "agent/container/container.h"

namespace neuron {

// The container with this id, among those that are there and then among the last to go; null if it
// is neither. Owned by `scan`.
const Container* FindContainer(const ContainerScan& scan, absl::string_view id);

// Whether the container is there.
bool IsThere(const ContainerScan& scan, absl::string_view id);

// The ARN of the container's task; empty if it has none, if that is not known, or if no such
// container is.
std::string TaskOf(const ContainerScan& scan, absl::string_view id);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_KNOWN_CONTAINER_H_
