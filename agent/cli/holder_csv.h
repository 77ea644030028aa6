#ifndef AGENT_CLI_HOLDER_CSV_H_
#define AGENT_CLI_HOLDER_CSV_H_

#include <string>

#include "agent/snapshot/snapshot.h"

namespace neuron {

// Who has which chip as CSV: a heading, then a line for each Holding and each process that only
// observes (with the layer "observed"), each ended by LF. Several chips are separated by
// semicolons. What is unknown is the word "unknown", what is absent is empty; times are RFC 3339 in
// UTC. ASCII. Pure.
std::string HolderCsv(const Snapshot& snapshot);

}  // namespace neuron

#endif  // AGENT_CLI_HOLDER_CSV_H_
