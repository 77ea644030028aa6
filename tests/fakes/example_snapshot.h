#ifndef TESTS_FAKES_EXAMPLE_SNAPSHOT_H_
#define TESTS_FAKES_EXAMPLE_SNAPSHOT_H_

#include "agent/snapshot/snapshot.h"

namespace neuron {

// A trn1.32xlarge at work, always the same to the byte: 16 chips with 2 cores each, driver
// 2.24.7.0, all processes visible.
//
// - chips 4 to 7 are held by pid 4711, "train"; pid 4800, "neuron-monitor", observes chips 0 to 7;
// - chip 2 is suspect (an uncorrected memory error), and free;
// - chip 3 has an unknown serial number, no answers by ioctl yet, and no known place on PCI;
// - chip 9 did not answer: its counters are unknown, so is its verdict;
// - chip 12 cannot be recognised among descriptors: its occupancy is unknown;
// - chip 15 is bad: its reset failed.
// A parameter of the module is odd, which is a finding. The table of capabilities has a few rows,
// with every word that there is. So 0 to 3, 8, 10, 11, 13 and 14 are free. The source "sysfs" is
// down because of chip 9.
Snapshot ExampleSnapshot();

}  // namespace neuron

#endif  // TESTS_FAKES_EXAMPLE_SNAPSHOT_H_
