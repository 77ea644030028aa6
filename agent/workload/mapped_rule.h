#ifndef AGENT_WORKLOAD_MAPPED_RULE_H_
#define AGENT_WORKLOAD_MAPPED_RULE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "agent/container/container.h"
#include "agent/workload/evidence.h"

namespace neuron {

// What a container takes by having been given the nodes of chips. Pure.

// Why it takes nothing, by one word: "held-only" or "lease" by the policy; else, of a container
// that is known to be so, "privileged", "daemon-service", "observer" (its name, or its task's
// family) or "lessee" (has a lease, or asked for one). Empty if it takes what it was given. What is
// not known exempts nobody.
absl::string_view ExemptionOf(const Container& container, const Evidence& evidence,
                              const AllocationPolicy& policy);

// OK if nobody takes a chip by a mapping that is not known: every container was seen, and of each
// that is not exempt, which chips it was given. Else names the container and the cause. A container
// that is being started takes nothing yet: no process runs in it, and what it will be given is
// reserved if that is known.
absl::Status MappingsKnown(const Evidence& evidence, const AllocationPolicy& policy);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_MAPPED_RULE_H_
