#ifndef AGENT_LEASE_VISIBLE_CORES_H_
#define AGENT_LEASE_VISIBLE_CORES_H_

#include <string>

#include "absl/status/statusor.h"
#include "agent/device/chip_set.h"
#include "agent/lease/host_cores.h"

namespace neuron {

// The value of NEURON_RT_VISIBLE_CORES for the chips of `leased`: ranges of logical cores, "0-3" or
// "0-3,8-11". The runtime counts them over the chips it sees: on the host all there are, in a
// container the `visible` ones, in ascending order (neuron-driver.md §10.3).
//
// `logical_size` is how many physical cores make a logical one there; 0: as the host has it.
// Unavailable if it is not known how many cores a chip has. FailedPrecondition if they cannot be
// joined so. REQUIRES: `leased` is part of `visible`. Pure.
absl::StatusOr<std::string> VisibleCores(const HostCores& host, ChipSet visible, ChipSet leased,
                                         int logical_size);

}  // namespace neuron

#endif  // AGENT_LEASE_VISIBLE_CORES_H_
