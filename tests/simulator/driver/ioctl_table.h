#ifndef TESTS_SIMULATOR_DRIVER_IOCTL_TABLE_H_
#define TESTS_SIMULATOR_DRIVER_IOCTL_TABLE_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "tests/simulator/host/generation.h"

namespace neuron::sim {

// A request that some driver knows.
struct KnownIoctl {
  std::uint32_t number;
  absl::string_view name;
  // Whether a free-access descriptor may make it too.
  bool free_access = false;
  // Whether the driver compares only the number byte, so that size and direction may be any.
  bool by_number_byte = false;
  // The minor version of the first driver that knows it.
  int first_driver = 0;
};

// All of them: the numbers of driver 2.24.7, and what later ones added.
const std::vector<KnownIoctl>& KnownIoctls();

// What the driver takes the number for, on such a descriptor. nullptr if it does not know it there.
const KnownIoctl* FindIoctl(const Generation& generation, std::uint32_t number, bool free_access);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_IOCTL_TABLE_H_
