#ifndef TESTS_SIMULATOR_DRIVER_DRIVER_STATE_H_
#define TESTS_SIMULATOR_DRIVER_DRIVER_STATE_H_

#include "absl/time/time.h"
#include "tests/simulator/driver/allocations.h"
#include "tests/simulator/driver/attachments.h"
#include "tests/simulator/driver/core_locks.h"
#include "tests/simulator/driver/core_marks.h"
#include "tests/simulator/driver/datastores.h"
#include "tests/simulator/driver/resets.h"

namespace neuron::sim {

// What may be switched.
struct DriverBehaviour {
  // What a reset is like that an application or root begins. Its cores are theirs to choose.
  Reset reset;
  // Whether the registers behind ECC and serial number files keep their readers asleep while the
  // chip is in reset, up to 15 s a register, as drivers up to 2.24 did. Else they read 0.
  bool reads_sleep_in_reset = false;
};

// What the driver remembers between two calls.
struct DriverState {
  DriverBehaviour behaviour;
  Attachments attachments;
  Allocations allocations;
  CoreLocks locks;
  CoreMarks marks;
  Datastores datastores;
  Resets resets;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_DRIVER_STATE_H_
