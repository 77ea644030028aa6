#ifndef AGENT_SNAPSHOT_WORKLOAD_CHANGE_H_
#define AGENT_SNAPSHOT_WORKLOAD_CHANGE_H_

#include "agent/snapshot/snapshot.h"

namespace neuron {

// Whether both say the same of who has the chips: of the holders, the containers and what they were
// given, the leases, the reservations, what is free and what is found wrong; not of when that was
// found. Pure.
bool SameWorkload(const Snapshot& a, const Snapshot& b);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_WORKLOAD_CHANGE_H_
