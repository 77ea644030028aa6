#ifndef AGENT_DEVICE_LINK_FINDINGS_H_
#define AGENT_DEVICE_LINK_FINDINGS_H_

#include <vector>

#include "agent/device/finding.h"
#include "agent/device/inventory.h"

namespace neuron {

// kOtherTopology, if the links between chips (connected_devices) are not those of the instance
// type. They are compared once all of its chips are there, because the driver tells others, or
// none, as long as one is missing. Where nobody says what they should be, or not all chips are
// there, a link between two chips has to be told by both. Chips whose links are unknown or absent
// contradict nobody. Pure.
std::vector<Finding> FindOtherLinks(const Inventory& inventory);

}  // namespace neuron

#endif  // AGENT_DEVICE_LINK_FINDINGS_H_
