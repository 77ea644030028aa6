#ifndef AGENT_SINK_CHANGE_LINE_H_
#define AGENT_SINK_CHANGE_LINE_H_

#include <string>
#include <vector>

#include "agent/base/log.h"

namespace neuron {

// One thing to log: what Log() takes.
struct ChangeLine {
  LogLevel level;
  std::string event;
  std::vector<LogField> fields;
};

}  // namespace neuron

#endif  // AGENT_SINK_CHANGE_LINE_H_
