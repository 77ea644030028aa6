#ifndef AGENT_LEASE_LEASE_SCARCITY_H_
#define AGENT_LEASE_LEASE_SCARCITY_H_

#include <string>
#include <vector>

#include "agent/device/chip_set.h"
#include "agent/workload/lease.h"

namespace neuron {

// Who has the chips, for one who did not get any: "free: 0-3; leased: 4-7 to pid 123 (train)".
// Names at most eight lessees. Pure.
std::string ScarcityText(ChipSet free, const std::vector<Lease>& leases);

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_SCARCITY_H_
