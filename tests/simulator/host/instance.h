#ifndef TESTS_SIMULATOR_HOST_INSTANCE_H_
#define TESTS_SIMULATOR_HOST_INSTANCE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tests/simulator/host/recordings.h"

namespace neuron::sim {

// An EC2 instance type that neuron-sim can be: the first `chips` chips of a recorded host.
struct Instance {
  // As DMI shows it.
  absl::string_view type;
  const Recording* recording;
  int chips;
  // Whether the last chip is the neighbour of the first, where the recorded ring was cut.
  bool closes_ring;
};

// InvalidArgument, naming the valid types, if there is no such type.
absl::StatusOr<Instance> FindInstance(absl::string_view type);

// "2.24.7.0" for each way to say it. InvalidArgument, naming the valid versions, for another one.
absl::StatusOr<std::string> FindDriver(absl::string_view version);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_INSTANCE_H_
