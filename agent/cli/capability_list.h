#ifndef AGENT_CLI_CAPABILITY_LIST_H_
#define AGENT_CLI_CAPABILITY_LIST_H_

#include <string>
#include <vector>

#include "agent/device/capability.h"

namespace neuron {

// What the driver offers to a monitor, as a table for people: name, kind, access, when what it says
// moves, and for which chips that is so ("host" for what belongs to the host). Printable ASCII.
// Pure.
std::string CapabilityTable(const std::vector<Capability>& capabilities);

// The same as CSV with a heading; chips are separated by semicolons, and there are none for the
// host.
std::string CapabilityCsv(const std::vector<Capability>& capabilities);

}  // namespace neuron

#endif  // AGENT_CLI_CAPABILITY_LIST_H_
