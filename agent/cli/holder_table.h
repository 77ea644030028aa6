#ifndef AGENT_CLI_HOLDER_TABLE_H_
#define AGENT_CLI_HOLDER_TABLE_H_

#include <string>

#include "agent/snapshot/snapshot.h"

namespace neuron {

// Who has which chip, for people: a table with a line for each Holding, one with the processes that
// only observe, and below them a line for each finding (what it is, its evidence, what to do), for
// each chip of which it is not known whether it is taken, and for each process or container that
// may be hidden. "?" is unknown, "-" absent. A layer in brackets does not take the chip, by the
// rule that it names. ASCII. Pure.
std::string HolderTable(const Snapshot& snapshot);

}  // namespace neuron

#endif  // AGENT_CLI_HOLDER_TABLE_H_
