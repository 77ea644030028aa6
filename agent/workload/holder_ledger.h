#ifndef AGENT_WORKLOAD_HOLDER_LEDGER_H_
#define AGENT_WORKLOAD_HOLDER_LEDGER_H_

#include <vector>

#include "agent/workload/holder.h"

namespace neuron {

// Fills in `since` and `state_since` of the holders in `scan`: those of the same process (by pid
// and start) in the look before, `previous`; the time of this look for a process that is new there,
// and for a state that is another or was not known. A process whose start is not known is always
// new. Pure.
void CarrySince(const std::vector<Holder>& previous, HolderScan* scan);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_LEDGER_H_
