#ifndef AGENT_WORKLOAD_HOLDER_DETAILS_H_
#define AGENT_WORKLOAD_HOLDER_DETAILS_H_

#include <functional>
#include <string>

#include "agent/base/reading.h"
#include "agent/workload/holder.h"

namespace neuron {

// The id of the container that a process of `proc` is in: ContainerOf() of
// agent/container/cgroup_path.h.
using ContainerLook = std::function<Reading<std::string>(const std::string& proc, int pid)>;

// Fills in `state`, `cpu_time`, `memory_bytes`, `container` and `ancestors` of the holders in
// `scan`, as `proc` has them now. Of a process that has ended since the look, even if its pid is
// another's by now, all but the ancestors are unknown.
void AddDetails(const std::string& proc, const ContainerLook& container_of, HolderScan* scan);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_DETAILS_H_
