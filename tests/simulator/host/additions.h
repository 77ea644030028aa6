#ifndef TESTS_SIMULATOR_HOST_ADDITIONS_H_
#define TESTS_SIMULATOR_HOST_ADDITIONS_H_

#include <vector>

#include "tests/simulator/host/fixture_text.h"
#include "tests/simulator/host/generation.h"
#include "tests/simulator/host/instance.h"

namespace neuron::sim {

// The files that this generation has on such a host and 2.24.7 has not, as they are at rest. Their
// origin is neuron-driver.md §§7 and 8.5; what it does not say is marked "invented" in additions.cc
// and listed in docs/simulator.md.

// Of the module and the class, by their paths from the root.
std::vector<RecordedNode> AddedToDriver(const Instance& instance, const Generation& generation);

// Of each chip, by their paths below its directory as 2.30 has them.
std::vector<RecordedNode> AddedToChip(const Instance& instance, const Generation& generation);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_ADDITIONS_H_
