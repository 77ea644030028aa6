#ifndef TESTS_DEVICE_CHIP_FACTS_H_
#define TESTS_DEVICE_CHIP_FACTS_H_

#include <map>
#include <string>

#include "agent/base/reading.h"
#include "agent/device/inventory.h"

namespace neuron {

// All that sysfs says of a chip, each by a name of its own, as text: for tests that look at every
// one of them. No neighbours are "chips {}", an unreachable firmware is "unreachable".
using Facts = std::map<std::string, Reading<std::string>>;

// Of what was enumerated, and of all counters as they are now. REQUIRES: chip.tree.
Facts FactsOf(const Chip& chip);

}  // namespace neuron

#endif  // TESTS_DEVICE_CHIP_FACTS_H_
