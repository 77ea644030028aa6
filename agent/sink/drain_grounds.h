#ifndef AGENT_SINK_DRAIN_GROUNDS_H_
#define AGENT_SINK_DRAIN_GROUNDS_H_

#include <string>

#include "agent/health/verdict.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// What a snapshot says for draining its container instance.
struct DrainGrounds {
  NodeHealth health = NodeHealth::kUnknown;
  // Of an impaired host, whether that is proven.
  bool is_proven = false;
  // Of an impaired host, for people: the proof, or what it lacks. The same as long as the same is
  // wrong.
  std::string why;
};

// Asks for more than verdicts do: jobs that use no chip have to go, too.
//
// An impaired host is proven to be so if each chip that it has, or should have, is proven to be bad
// or missing. A bad chip is, if two sources say what its verdict is for, and one of them is no
// hearsay (agent/health/sign.h); signs that may be older than a repair do not count. A missing one
// is, if PCI shows it and says that no driver has it: then the driver's tree and PCI agree. A chip
// that is unknown proves nothing, for the agent may be blind. Pure.
DrainGrounds FindDrainGrounds(const Snapshot& snapshot);

}  // namespace neuron

#endif  // AGENT_SINK_DRAIN_GROUNDS_H_
