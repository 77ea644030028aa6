#ifndef AGENT_DATASTORE_ATTACH_POLICY_H_
#define AGENT_DATASTORE_ATTACH_POLICY_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/driver_version.h"
#include "agent/device/inventory.h"

namespace neuron {

// What is known when the agent would like to read the datastores of a chip.
struct AttachConditions {
  // How long the chip's sysfs tree has been as it is now.
  absl::Duration unchanged_for;
  // As it was read just now.
  Reading<ResetState> reset_state;
  // How many processes hold the chip by full-access descriptors, without the agent itself, and for
  // how long the latest of them has.
  int holders = 0;
  absl::Duration held_for;
};

// Whether the agent may attach to this chip now, or read on where it is attached: only if whoever
// runs it asked for it (--datastore=attach), and FailedPrecondition says why not.
//
// It must be worth its price: drivers from 2.30 on show the same counters in sysfs, live. It must
// not be Inferentia, where detaching takes a second under the chip's lock, nor a chip of a type
// that is not known, which may be one. It must be set up (agent/device/open_policy.h: opening
// earlier crashes the kernel), and ready: an open waits in the kernel for as long as a reset does.
// A runtime resets its cores as it begins, so the latest holder must have had the chip for 10 s.
// And 4 of its process slots must be left to others. Pure.
absl::Status MayAttach(const Chip& chip, const Reading<DriverVersion>& generation,
                       const AttachConditions& conditions);

}  // namespace neuron

#endif  // AGENT_DATASTORE_ATTACH_POLICY_H_
