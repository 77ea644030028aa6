#ifndef AGENT_WORKLOAD_FREE_SET_H_
#define AGENT_WORKLOAD_FREE_SET_H_

#include <string>
#include <vector>

#include "agent/device/chip_set.h"

namespace neuron {

// The free chips as the value of the attribute neuron.free-set: "_00_01_02_03_08_", each index in
// two digits between underscores, so that the regular expressions .*_04_05_.* and .*_08_.* match
// exactly what they say; "_none_" for none. An attribute value has at most 128 characters: beyond
// the 42 lowest chips the rest is left out, which promises less than is true and never more.
std::string FormatFreeSet(ChipSet free);

// The sizes for which one of `groups` is free in whole, as the value of neuron.fits: "_01_04_",
// ascending; "_none_" for none. `groups` are ValidGroups().
std::string FormatFits(const std::vector<ChipSet>& groups, ChipSet free);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_FREE_SET_H_
