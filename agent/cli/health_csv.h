#ifndef AGENT_CLI_HEALTH_CSV_H_
#define AGENT_CLI_HEALTH_CSV_H_

#include <string>

#include "agent/device/chip_set.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// How well chips are as CSV: a heading, then a line for each chip that is asked for (an empty set
// means all, and then a line without an index and with the verdict "missing" for each missing one),
// each ended by LF. What is unknown is the word "unknown", what is absent is empty; times are
// RFC 3339 in UTC. ASCII. Pure.
std::string HealthCsv(const Snapshot& snapshot, ChipSet asked);

}  // namespace neuron

#endif  // AGENT_CLI_HEALTH_CSV_H_
