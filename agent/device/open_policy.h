#ifndef AGENT_DEVICE_OPEN_POLICY_H_
#define AGENT_DEVICE_OPEN_POLICY_H_

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/device/inventory.h"

namespace neuron {

// What is known when the agent would like to open a chip's device node.
struct OpenConditions {
  // How long the chip's sysfs tree has been as it is now.
  absl::Duration unchanged_for;
  // Whether some process holds a chip of this host, or may.
  bool may_be_held = true;
};

// Whether the driver has surely made all of the chip's directories, the tree having stood still for
// so long. Pure.
bool IsSetUp(const Chip& chip, absl::Duration unchanged_for);

// Whether this chip may be opened (free access) now. FailedPrecondition says what to wait for.
//
// Drivers up to 2.25 show a device before it is ready, and opening it then crashes the kernel
// (neuron-driver.md §3.4): so it must be set up, which means that the last directory that the
// driver makes has been there for a second. That is the one with the power counters, wherever it
// stands; of drivers before 2.21.37, by their files, it is that of the highest core that the chip's
// type has, with all that the first core has. Where neither is there, or the type is unknown, the
// tree must have stood still for ten seconds. On an UltraServer no process may hold any chip, since
// closing the descriptor can undo what an application is setting up (§4.4). A host whose instance
// type is unknown may be one, and so may a Trainium type that is not in our table. Pure.
absl::Status MayOpen(const Inventory& inventory, const Chip& chip,
                     const OpenConditions& conditions);

}  // namespace neuron

#endif  // AGENT_DEVICE_OPEN_POLICY_H_
