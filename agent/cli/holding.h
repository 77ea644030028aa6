#ifndef AGENT_CLI_HOLDING_H_
#define AGENT_CLI_HOLDING_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/chip_set.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// That somebody has some chips in one way: a line of `neuronctl holders`.
struct Holding {
  ChipSet chips;
  // What it has in common with the claims on each of these chips.
  Claim claim;
  // Empty if no process stands for it, or nothing is known of it.
  std::string command;
  // The name of its container, else the short id.
  Reading<std::string> container;
  // "train:7".
  Reading<std::string> task;
  // Of all these chips alike; why it is unknown is that of the first.
  Reading<bool> executing;
};

// Who has which chip, by chip and then from the strongest layer. The chips of one claimant are
// together unless some of them execute and others do not. Pure.
std::vector<Holding> Holdings(const Snapshot& snapshot);

}  // namespace neuron

#endif  // AGENT_CLI_HOLDING_H_
