#ifndef AGENT_WORKLOAD_HOLDER_LEASES_H_
#define AGENT_WORKLOAD_HOLDER_LEASES_H_

#include <vector>

#include "agent/workload/holder.h"
#include "agent/workload/lease.h"

namespace neuron {

// The leases that a process lives by: those that it has asked for itself, those of the container
// that it is in, and, of a process in no container, those of its ancestors. Owned by `leases`.
// Pure.
std::vector<const Lease*> LeasesOf(const Holder& holder, const std::vector<Lease>& leases);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_LEASES_H_
