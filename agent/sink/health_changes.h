#ifndef AGENT_SINK_HEALTH_CHANGES_H_
#define AGENT_SINK_HEALTH_CHANGES_H_

#include <vector>

#include "agent/sink/change_line.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What is worth a line in the log of how the chips are: the host's health is another word, a chip's
// verdict or its reason is another; of a chip that comes, if it is not ok. `before` is null for the
// first snapshot, of which everything is new. A chip that was never read, and one that has gone,
// are no change. Pure.
std::vector<ChangeLine> DescribeHealthChanges(const Snapshot* before, const Snapshot& after);

}  // namespace neuron

#endif  // AGENT_SINK_HEALTH_CHANGES_H_
