#ifndef AGENT_SNAPSHOT_FIRST_WORD_H_
#define AGENT_SNAPSHOT_FIRST_WORD_H_

#include <memory>

#include "agent/snapshot/assemble.h"

namespace neuron {

// What can be told at once when chips or their driver have just come or gone, before any chip and
// the processes are looked at again (which takes the longer the more chips there are).
//
// A chip that was there before is as `last` had it: its counters, its holders, with their age; and
// so are the times, for the whole is no fresher than that. Of a chip that has come, or come back,
// nothing is known yet. So nothing is called free that was not. The valid groups, the sequence and
// the sources are the caller's to set. Pure.
Findings FirstWord(const Snapshot& last, std::shared_ptr<const Inventory> inventory);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_FIRST_WORD_H_
