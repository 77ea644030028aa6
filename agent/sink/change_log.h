#ifndef AGENT_SINK_CHANGE_LOG_H_
#define AGENT_SINK_CHANGE_LOG_H_

#include <string>
#include <vector>

#include "agent/base/log.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// One thing to log: what Log() takes.
struct ChangeLine {
  LogLevel level;
  std::string event;
  std::vector<LogField> fields;
};

// What is worth a line in the log between two snapshots: the driver or a chip came or went, the
// host's health changed, a source went down or came back. `before` is null for the first, of which
// everything is new. Counters and holders are no news, so a healthy hour is silent. Pure.
std::vector<ChangeLine> DescribeChanges(const Snapshot* before, const Snapshot& after);

}  // namespace neuron

#endif  // AGENT_SINK_CHANGE_LOG_H_
