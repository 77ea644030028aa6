#ifndef TESTS_SIMULATOR_HOST_GENERATION_H_
#define TESTS_SIMULATOR_HOST_GENERATION_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron::sim {

// A version of the Neuron driver.
struct Generation {
  // As sys/module/neuron/version says it: "2.24.7.0".
  std::string version;
  // The 24 of it: what a driver has and how it answers is decided by this number alone.
  int minor = 0;
};

// Every one that neuron-sim can be, the oldest first. No two have the same minor.
const std::vector<Generation>& Generations();

// The one that the recordings are of, 2.24.7.0.
const Generation& RecordedGeneration();

// Takes the whole version, the version without its last number, or its first two: "2.24.7.0",
// "2.24.7", "2.24". InvalidArgument, naming the valid versions, for another one.
absl::StatusOr<Generation> FindGeneration(absl::string_view version);

// How many processes can be attached to a chip at once, and how many datastores it has.
int ProcessSlots(const Generation& generation);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_GENERATION_H_
