#ifndef TESTS_FAKES_ULTRASERVER_SNAPSHOT_H_
#define TESTS_FAKES_ULTRASERVER_SNAPSHOT_H_

#include "agent/snapshot/snapshot.h"

namespace neuron {

// A trn2u.48xlarge, node 1 of the 4 of an UltraServer, with everything that a host can be known by:
// 15 of its 16 chips, whose cores the runtime counts in another order; chip 15 is on PCI at
// 0000:1f:1e.0 and has no device, of which the findings tell, and so do they of chip 14, which has
// lost its link to it. Chip 6 has errors on its PCI link, which runs at half its width. Nobody
// holds a chip.
Snapshot UltraServerSnapshot();

}  // namespace neuron

#endif  // TESTS_FAKES_ULTRASERVER_SNAPSHOT_H_
