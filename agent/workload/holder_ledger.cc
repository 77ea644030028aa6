#include "agent/workload/holder_ledger.h"

#include <map>

namespace neuron {

void CarrySince(const HolderScan& previous, HolderScan* scan) {
  const absl::Duration between = scan->began - previous.began;
  std::map<int, const Holder*> before;
  for (const Holder& holder : previous.holders) {
    before[holder.pid] = &holder;
  }
  for (Holder& holder : scan->holders) {
    const auto found = before.find(holder.pid);
    const bool same = found != before.end() && holder.start_ticks != 0 &&
                      found->second->start_ticks == holder.start_ticks;
    const bool same_state =
        same && holder.state.has_value() && found->second->state == holder.state;
    holder.since = same ? found->second->since : scan->taken_at;
    holder.held_for = same ? found->second->held_for + between : absl::ZeroDuration();
    holder.state_since = same_state ? found->second->state_since : scan->taken_at;
    holder.state_for = same_state ? found->second->state_for + between : absl::ZeroDuration();
  }
}

}  // namespace neuron
