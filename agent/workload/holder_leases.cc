#include "agent/workload/holder_leases.h"

#include <algorithm>

namespace neuron {
namespace {

bool LivesBy(const Holder& holder, const Lease& lease) {
  const ProcessId lessee = {lease.pid, lease.start_ticks};
  if (ProcessId{holder.pid, holder.start_ticks} == lessee) {
    return true;
  }
  if (holder.container.has_value()) {
    return holder.container == lease.container;
  }
  return std::find(holder.ancestors.begin(), holder.ancestors.end(), lessee) !=
         holder.ancestors.end();
}

}  // namespace

std::vector<const Lease*> LeasesOf(const Holder& holder, const std::vector<Lease>& leases) {
  std::vector<const Lease*> own;
  for (const Lease& lease : leases) {
    if (LivesBy(holder, lease)) {
      own.push_back(&lease);
    }
  }
  return own;
}

}  // namespace neuron
