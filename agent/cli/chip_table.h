#ifndef AGENT_CLI_CHIP_TABLE_H_
#define AGENT_CLI_CHIP_TABLE_H_

#include <string>

#include "agent/snapshot/snapshot.h"

namespace neuron {

// A snapshot for people: one line about the host, a table with a line for each chip and each
// missing one, and a line for each finding and each thing that is unknown or not ok, with the
// reason. "?" is unknown, "-" absent here. Up to two holders of a chip that are of no
// task fit into 120 columns. ASCII,
// whatever processes call themselves. Pure.
std::string ChipTable(const Snapshot& snapshot);

}  // namespace neuron

#endif  // AGENT_CLI_CHIP_TABLE_H_
