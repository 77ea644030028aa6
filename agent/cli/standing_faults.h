#ifndef AGENT_CLI_STANDING_FAULTS_H_
#define AGENT_CLI_STANDING_FAULTS_H_

#include <vector>

#include "agent/cli/difference.h"
#include "agent/device/chip_set.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What is not as it should be, whatever it was before: the links between chips, chips that are
// missing, and of each chip what speaks against it in one look, or why nothing can be told of it.
// Memory errors of `counted`, whose counters are compared with those of a baseline, are left out:
// they may be old. Pure.
std::vector<Difference> StandingFaults(const Snapshot& snapshot, ChipSet counted);

}  // namespace neuron

#endif  // AGENT_CLI_STANDING_FAULTS_H_
