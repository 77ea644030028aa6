#ifndef AGENT_PLACEMENT_PORT_TOKEN_H_
#define AGENT_PLACEMENT_PORT_TOKEN_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/placement/task_view.h"

namespace neuron {

// A port token is a fixed host port that stands for a chip, base + index. Nobody listens on it: ECS
// takes host ports off an instance at the moment that it places a task, so no two tasks with a
// token of one chip are ever sent to one instance. In bridge and host mode; of awsvpc, ECS takes
// none.

inline constexpr int kPortBase = 21000;

// OK if the ports of all chips that there can be are ones that ECS and the kernel leave to tasks:
// from 1024 and below 32768, where ports for outgoing connections begin. InvalidArgument if not.
absl::Status CheckPortBase(int base);

// What its port mapping is called: "neuron-chip-04".
std::string PortTokenName(int chip);

// Whether a mapping of that name is a token, whatever its port.
bool IsPortTokenName(absl::string_view name);

// Whether the mapping is a token, by its name or by its port.
bool IsPortToken(const TaskPort& port, int base);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_PORT_TOKEN_H_
