#ifndef TESTS_SIMULATOR_HOST_LOADED_DRIVER_H_
#define TESTS_SIMULATOR_HOST_LOADED_DRIVER_H_

#include "tests/simulator/host/host.h"

namespace neuron::sim {

// What the loaded driver has in the tree of a host. What is made has new inodes; what is dropped is
// removed, and dropping what is not there does nothing. Only the first two change more of the host
// than its tree.

// Everything: the driver is loaded, every chip is present. REQUIRES: nothing of it is there.
void MakeDriver(Host* host);
// Nothing of it is left: no driver is loaded, no chip is present.
void DropDriver(Host* host);

// The chip's class entry, device node, and directory with what Linux itself puts there.
void MakeBareChip(Host* host, int chip);
// All the rest of its directory.
void MakeAttributes(Host* host, int chip);
// All three of MakeBareChip().
void DropChip(Host* host, int chip);

// The driver's binding to the chip's PCI function.
void Bind(Host* host, const Chip& chip);
void Unbind(Host* host, const Chip& chip);

// A node as it was recorded, at its path.
Node* MakeRecorded(const RecordedNode& recorded, Tree* tree);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_LOADED_DRIVER_H_
