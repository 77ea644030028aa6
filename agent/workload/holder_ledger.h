#ifndef AGENT_WORKLOAD_HOLDER_LEDGER_H_
#define AGENT_WORKLOAD_HOLDER_LEDGER_H_

#include "agent/workload/holder.h"

namespace neuron {

// Fills in since when the holders in `scan` have held and are in their state, and for how long:
// what the look before, `previous`, had of the same process (by pid and start), grown older by the
// time between the looks; the time of this look for a process that is new there, and for a state
// that is another or was not known. A process whose start is not known is always new. Pure.
void CarrySince(const HolderScan& previous, HolderScan* scan);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_LEDGER_H_
