#ifndef AGENT_HEALTH_SIGHT_H_
#define AGENT_HEALTH_SIGHT_H_

#include <string>

#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"

namespace neuron {

// Why it cannot be told how well a chip is.
struct Blindness {
  // One word for machines: "resetting".
  std::string reason;
  // What was tried, for people.
  std::string evidence;
  // What would end it.
  std::string over_once;
};

// Nothing if its counters, its reset state and its uncorrected memory errors are known; kinds of
// errors that the driver does not count are no loss. Looks at the reset state before memory: while
// a reset runs, registers say nothing. Of a chip whose reset failed nothing else matters. Pure.
absl::optional<Blindness> BlindnessTo(const Reading<ChipCounters>& counters);

}  // namespace neuron

#endif  // AGENT_HEALTH_SIGHT_H_
