#ifndef TESTS_SIMULATOR_DRIVER_POD_H_
#define TESTS_SIMULATOR_DRIVER_POD_H_

#include <cstdint>

#include "tests/simulator/host/host.h"

namespace neuron::sim {

// The UltraServer that the host is a member of, as the class attributes in sysfs have it: what a
// scenario sets there, the ioctls say too.
struct Pod {
  std::uint8_t type = 0;
  std::uint8_t size = 0;
  std::uint32_t state = 0;
  int node_id = -1;
  std::uint64_t serial = 0;
  // A bit for each mode that it can be in.
  std::uint32_t modes = 0;
};

Pod PodOf(Host* host);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_POD_H_
