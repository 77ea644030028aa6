#ifndef AGENT_WORKLOAD_LESSEE_LIFE_H_
#define AGENT_WORKLOAD_LESSEE_LIFE_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "agent/workload/lease.h"

namespace neuron {

// The ids of the leases whose process is not in `proc` any more, or is dead there (a zombie), or
// whose pid is another process's by now. One that cannot be looked at is not among them.
std::set<std::uint64_t> EndedLessees(const std::string& proc, const std::vector<Lease>& leases);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_LESSEE_LIFE_H_
