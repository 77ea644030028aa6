#ifndef TESTS_FAKES_BUSY_SNAPSHOT_H_
#define TESTS_FAKES_BUSY_SNAPSHOT_H_

#include "agent/snapshot/snapshot.h"

namespace neuron {

// The host of the example snapshot with every way in which somebody can have a chip:
//
// - chips 0 and 1 are mapped into the container "web" of the task infer:3, which opened neither;
// - chips 2 and 3 are leased to pid 5200, whose container "float" was given all chips;
// - chips 4 to 7 are held by pid 4711 of the task train:7; 4 and 5 execute, 6 is idle, of 7 that is
//   not known;
// - chip 8 is reserved by a task that is PENDING;
// - chip 10 is held by two tasks at once, which is a finding;
// - chip 11 is held by pid 6100, whose container has gone and is a tombstone, which is a finding;
// - chip 13 is free and has memory in use, which is a finding;
// - chip 14 is held by a process of no container.
//
// Pid 4800 observes as in the example. One probe is attached, one has no place here, one failed;
// everything is traced.
Snapshot BusySnapshot();

}  // namespace neuron

#endif  // TESTS_FAKES_BUSY_SNAPSHOT_H_
