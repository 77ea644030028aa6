#ifndef TESTS_SIMULATOR_DRIVER_MEMORY_TYPES_H_
#define TESTS_SIMULATOR_DRIVER_MEMORY_TYPES_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace neuron::sim {

// What an application says that it needs memory for.
struct MemoryType {
  bool on_device;
  // The directory of its counters.
  absl::string_view memory_class;
};

// Of those who do not say.
inline constexpr std::uint32_t kUnknownHostMemory = 0;
inline constexpr std::uint32_t kUnknownDeviceMemory = 7;

// By the number that allocations carry. nullptr if there is no such type.
const MemoryType* FindMemoryType(std::uint32_t type);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_MEMORY_TYPES_H_
