#ifndef AGENT_WORKLOAD_HOLDER_FINDING_H_
#define AGENT_WORKLOAD_HOLDER_FINDING_H_

#include <string>

#include "agent/base/reading.h"
#include "agent/workload/evidence.h"
#include "agent/workload/workload_finding.h"

namespace neuron {

// A finding about a holder, as all of them begin: the chips that it holds, who and whose it is, and
// as the first line of evidence that it holds them. The rest is the caller's. Pure.
WorkloadFinding AboutHolder(WorkloadFindingCode code, const Holder& holder,
                            const Evidence& evidence);

// Adds whose it is: the container, where one is known, and that one's task. Pure.
void NameContainer(const Reading<std::string>& container, const Evidence& evidence,
                   WorkloadFinding* finding);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_FINDING_H_
