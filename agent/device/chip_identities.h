#ifndef AGENT_DEVICE_CHIP_IDENTITIES_H_
#define AGENT_DEVICE_CHIP_IDENTITIES_H_

#include <map>

#include "agent/device/device_identity.h"

namespace neuron {

// Chips by how their descriptors and nodes are known.
using ChipIdentities = std::map<DeviceIdentity, int>;

}  // namespace neuron

#endif  // AGENT_DEVICE_CHIP_IDENTITIES_H_
