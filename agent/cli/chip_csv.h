#ifndef AGENT_CLI_CHIP_CSV_H_
#define AGENT_CLI_CHIP_CSV_H_

#include <string>

#include "agent/snapshot/snapshot.h"

namespace neuron {

// A snapshot's chips as CSV: a heading, then a line for each chip, then one without an index and
// with the verdict "missing", whose reason is a sentence, for each missing one; each ended by LF.
// What is unknown is the word "unknown", what is absent is empty. `free` is yes, no or unknown;
// several holders are separated by semicolons. ASCII. Pure.
std::string ChipCsv(const Snapshot& snapshot);

}  // namespace neuron

#endif  // AGENT_CLI_CHIP_CSV_H_
