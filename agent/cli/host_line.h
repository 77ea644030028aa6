#ifndef AGENT_CLI_HOST_LINE_H_
#define AGENT_CLI_HOST_LINE_H_

#include <string>

#include "agent/cli/footnotes.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// The host in one line, LF included: type, driver, how many chips, how many free, health, and the
// UltraServer if it is in one. Adds to `notes` why a part of it is "?". Printable ASCII.
std::string HostLine(const Snapshot& snapshot, Footnotes* notes);

}  // namespace neuron

#endif  // AGENT_CLI_HOST_LINE_H_
