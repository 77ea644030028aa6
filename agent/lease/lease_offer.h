#ifndef AGENT_LEASE_LEASE_OFFER_H_
#define AGENT_LEASE_LEASE_OFFER_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/chip_set.h"
#include "agent/lease/host_cores.h"

namespace neuron {

// What one look at the host leaves to be leased.
struct LeaseOffer {
  // When the look began, that is before the first of what follows was read, by a clock that never
  // goes back: that of the wishes.
  absl::Duration began = -absl::InfiniteDuration();
  // Chips known to be free and fit for use. That the containers which use leases were given a chip
  // does not take it.
  ChipSet free;
  // ValidGroups() of the host.
  std::vector<ChipSet> groups;
  HostCores cores;
  // By container id, the chips whose nodes it was given.
  std::map<std::string, Reading<ChipSet>> mapped;
};

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_OFFER_H_
