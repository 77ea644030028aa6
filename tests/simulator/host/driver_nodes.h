#ifndef TESTS_SIMULATOR_HOST_DRIVER_NODES_H_
#define TESTS_SIMULATOR_HOST_DRIVER_NODES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "tests/simulator/host/fixture_text.h"
#include "tests/simulator/host/generation.h"
#include "tests/simulator/host/instance.h"

namespace neuron::sim {

// What this generation of the driver shows in sysfs on such a host at rest: the recording's nodes,
// less the chips that the instance has not and the nodes that the generation has not, and more or
// different ones where layout.h and additions.h say so. The recorded generation on a recorded host
// gives the recording, unchanged.
//
// Whether the driver ever had such chips is not asked. InvalidArgument if the recording cannot be
// parsed.
absl::StatusOr<std::vector<RecordedNode>> DriverNodesOf(const Instance& instance,
                                                        const Generation& generation);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_DRIVER_NODES_H_
