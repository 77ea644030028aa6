#ifndef AGENT_CLI_SECURITY_TEXT_H_
#define AGENT_CLI_SECURITY_TEXT_H_

#include <string>

#include "agent/device/chip_set.h"
#include "agent/snapshot/snapshot.h"

namespace neuron {

// How many lines of the kernel's log were forged, then each of the latest, the latest first: when,
// what gave it away, and the line. Of those with a chip that is asked for alone, unless the set is
// empty. Nothing if there were none; that they cannot be told where a log is listened to and not
// heard, if all is asked for. Printable ASCII. Pure.
std::string SecurityText(const Snapshot& snapshot, ChipSet asked);

}  // namespace neuron

#endif  // AGENT_CLI_SECURITY_TEXT_H_
