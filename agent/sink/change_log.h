#ifndef AGENT_SINK_CHANGE_LOG_H_
#define AGENT_SINK_CHANGE_LOG_H_

#include <vector>

#include "agent/sink/change_line.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What is worth a line in the log between two snapshots: the driver or a chip came or went, a
// source went down or came back, DescribeHealthChanges() and DescribeWorkloadChanges(). `before`
// is null for the first, of which everything is new. Counters and holders are no news, so a healthy
// hour is silent. Pure.
std::vector<ChangeLine> DescribeChanges(const Snapshot* before, const Snapshot& after);

}  // namespace neuron

#endif  // AGENT_SINK_CHANGE_LOG_H_
