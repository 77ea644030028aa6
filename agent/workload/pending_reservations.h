#ifndef AGENT_WORKLOAD_PENDING_RESERVATIONS_H_
#define AGENT_WORKLOAD_PENDING_RESERVATIONS_H_

#include <vector>

#include "absl/time/time.h"
#include "agent/container/container_facts.h"
#include "agent/container/family_book.h"
#include "agent/container/task_word.h"
#include "agent/workload/evidence.h"
#include "agent/workload/reservation.h"

namespace neuron {

// The chips that wait for what is about to run: those of containers that were created and not
// started, then those of PENDING tasks that no container of theirs was given yet. Pure.
//
// A task is PENDING by ECS's last answer, however old that is (`why` says so when the agent has
// fallen silent): to forget it would call a chip free that is promised. It reserves what its task
// definition was seen to take, or maps; one never seen before, nor looked up
// (agent/container/task_definition_lookup.h), reserves nothing, nor does one that leases its chips
// or observes. The reservation ends when ECS says that the task runs, has stopped, is to be
// stopped, or is gone, and shrinks as its containers get their chips. A container's ends when it is
// seen to have its chips, or Docker says that it was started or is gone. (So whoever puts these
// into the evidence keeps those that end for one more look at everything, as Evidence says.)
//
// Of `evidence`, the containers and the leases count. By the policy: with kHeldOnly what is created
// takes nothing yet; with kLease, nothing is reserved.
std::vector<Reservation> PendingReservations(const TaskWord& ecs, const FamilyBook& book,
                                             const std::vector<CreatedContainer>& created,
                                             const Evidence& evidence,
                                             const AllocationPolicy& policy, absl::Time now);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_PENDING_RESERVATIONS_H_
