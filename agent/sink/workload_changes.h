#ifndef AGENT_SINK_WORKLOAD_CHANGES_H_
#define AGENT_SINK_WORKLOAD_CHANGES_H_

#include <vector>

#include "agent/sink/change_line.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What is worth a line in the log of who has which chip: a lease was granted or has ended, a
// container that was given chips came or went, a finding appeared or disappeared, a probe failed or
// recovered. `before` is null for the first snapshot, of which everything is new.
//
// Of each kind no more than 16 lines, and then one that counts the rest. Nothing is said of
// containers while some are hidden: they have not come or gone. Pure.
std::vector<ChangeLine> DescribeWorkloadChanges(const Snapshot* before, const Snapshot& after);

}  // namespace neuron

#endif  // AGENT_SINK_WORKLOAD_CHANGES_H_
