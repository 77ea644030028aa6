#ifndef AGENT_DEVICE_GENERATION_H_
#define AGENT_DEVICE_GENERATION_H_

#include "agent/device/driver_version.h"
#include "agent/device/tree_index.h"

namespace neuron {

// The oldest driver that makes such nodes as this chip has, by the names of the leaves alone: each
// row of the capability table that is there says that the driver is no older than the row.
//
// The true driver may be newer: some releases added no node, and Inferentia lacks all of those
// below `hardware`. Version 0 if no node says anything. Pure.
DriverVersion OldestDriverWith(const TreeIndex& tree);

}  // namespace neuron

#endif  // AGENT_DEVICE_GENERATION_H_
