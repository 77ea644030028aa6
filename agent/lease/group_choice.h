#ifndef AGENT_LEASE_GROUP_CHOICE_H_
#define AGENT_LEASE_GROUP_CHOICE_H_

#include <vector>

#include "absl/types/optional.h"
#include "agent/device/chip_set.h"

namespace neuron {

// Which of `candidates` to give away: of those that are free in whole the one that leaves most
// larger groups whole, and of equals the one with the lowest chips. `groups` are all groups that
// are valid on the host. Nothing if none of the candidates is free. Pure.
absl::optional<ChipSet> ChooseGroup(const std::vector<ChipSet>& candidates,
                                    const std::vector<ChipSet>& groups, ChipSet free);

}  // namespace neuron

#endif  // AGENT_LEASE_GROUP_CHOICE_H_
