#ifndef AGENT_WORKLOAD_LEASE_TROUBLE_H_
#define AGENT_WORKLOAD_LEASE_TROUBLE_H_

#include <vector>

#include "agent/workload/evidence.h"
#include "agent/workload/workload_finding.h"

namespace neuron {

// One finding for each process that lives by leases (agent/workload/holder_leases.h) and holds
// chips that are in none of them; those chips are the finding's. High confidence. Pure.
std::vector<WorkloadFinding> FindOutsideLease(const Evidence& evidence);

// One for each lease whose own process has ended while it lasts. Low confidence: a process that it
// started may still be at work. None of a lease of which any chip is held: it is in use. Pure.
std::vector<WorkloadFinding> FindLeasesWithoutLife(const Evidence& evidence);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_LEASE_TROUBLE_H_
