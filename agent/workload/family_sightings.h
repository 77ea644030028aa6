#ifndef AGENT_WORKLOAD_FAMILY_SIGHTINGS_H_
#define AGENT_WORKLOAD_FAMILY_SIGHTINGS_H_

#include "agent/container/family_book.h"
#include "agent/workload/evidence.h"

namespace neuron {

// Notes what the containers of ECS tasks are seen to do with chips. Tells whether any of it is
// news.
//
// A container that has, or asked for, a lease leases. An observer (by name, by family, or of a
// DAEMON service) without a chip that it holds observes. Any other takes the chips that it holds
// and, where the policy lets a mapping take, those that it was given, unless it is privileged, or
// may be, and was so given all.
bool NoteFamilies(const Evidence& evidence, const AllocationPolicy& policy, FamilyBook* book);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_FAMILY_SIGHTINGS_H_
