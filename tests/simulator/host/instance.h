#ifndef TESTS_SIMULATOR_HOST_INSTANCE_H_
#define TESTS_SIMULATOR_HOST_INSTANCE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tests/simulator/host/generation.h"
#include "tests/simulator/host/recordings.h"

namespace neuron::sim {

// What the driver makes of the DMI product name.
enum class Platform { kStandard, kUltraServer, kSwitch };

// An EC2 instance type that neuron-sim can be: the first `chips` chips of a recorded host.
struct Instance {
  // As DMI shows it.
  std::string type;
  // Never null; lives as long as the program.
  const Recording* recording = nullptr;
  int chips = 0;
  // Whether the last chip is the neighbour of the first, where the recorded ring was cut.
  bool closes_ring = false;
  Platform platform = Platform::kStandard;
};

// Every one that neuron-sim can be.
const std::vector<Instance>& Instances();

// InvalidArgument, naming the valid types, if there is no such type.
absl::StatusOr<Instance> FindInstance(absl::string_view type);

// InvalidArgument, naming the drivers that have them, if the driver never had the instance's chips.
absl::Status CheckSupport(const Instance& instance, const Generation& generation);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_INSTANCE_H_
