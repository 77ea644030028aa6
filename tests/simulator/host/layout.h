#ifndef TESTS_SIMULATOR_HOST_LAYOUT_H_
#define TESTS_SIMULATOR_HOST_LAYOUT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "tests/simulator/host/generation.h"
#include "tests/simulator/host/instance.h"

namespace neuron::sim {

// Which files a generation has, and where: rules over the paths of the recorded one, 2.24.7. Their
// origin is neuron-driver.md §§2.1, 7 and 8.5; what it does not say is marked "invented" in
// layout.cc and listed in docs/simulator.md.

// Whether the generation has the node that 2.24.7 has at `path`, "sys/module/neuron/version".
bool HasRecordedNode(const Generation& generation, Platform platform, absl::string_view path);

// Where the generation has what 2.24.7 has at `path` below a chip's directory,
// "neuron_core0/stats/status/success"; the same path if it is not elsewhere. 2.7 calls some
// counters otherwise, and 2.31 has moved most directories.
std::string PlaceOf(const Generation& generation, absl::string_view path);

// The path below the chip's directory in a path from the root; nothing for other paths and for the
// directory itself.
absl::string_view PathInChip(absl::string_view path);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_LAYOUT_H_
