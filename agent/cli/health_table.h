#ifndef AGENT_CLI_HEALTH_TABLE_H_
#define AGENT_CLI_HEALTH_TABLE_H_

#include <string>

#include "agent/device/chip_set.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// How well the host is in one line, then a line for each chip that is asked for (an empty set means
// all, and then missing ones, too), then for each chip that is not ok what was seen, what to do,
// and what would end it. "?" is what is not known. Printable ASCII. Pure.
std::string HealthTable(const Snapshot& snapshot, ChipSet asked);

}  // namespace neuron

#endif  // AGENT_CLI_HEALTH_TABLE_H_
