#ifndef AGENT_LEASE_LEASE_PROSPECT_H_
#define AGENT_LEASE_LEASE_PROSPECT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/reading.h"
#include "agent/device/chip_set.h"
#include "agent/lease/lease_offer.h"

namespace neuron {

// What a process can hope for where it is, whoever has the chips now.
struct LeaseProspect {
  // The chips that it sees: all, or in a container those that this was given.
  ChipSet visible;
  // The valid groups of its size among them; never empty.
  std::vector<ChipSet> groups;
};

// Pure. Each message is one line with the cure.
//
// FailedPrecondition: never on this host, or not with what this container was given. Unavailable:
// it cannot be told yet (no chips seen; which chips the container was given is not known).
absl::StatusOr<LeaseProspect> ProspectOf(int chips, const Reading<std::string>& container,
                                         const LeaseOffer& offer);

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_PROSPECT_H_
