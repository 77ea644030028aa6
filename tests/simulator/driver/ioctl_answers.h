#ifndef TESTS_SIMULATOR_DRIVER_IOCTL_ANSWERS_H_
#define TESTS_SIMULATOR_DRIVER_IOCTL_ANSWERS_H_

#include <cstdint>
#include <optional>

#include "tests/simulator/driver/caller_memory.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// The kernel's own "not supported", which has no name in the C library.
inline constexpr int kErrnoNotSupported = 524;

// Answers an ioctl on neuron<chip> as driver 2.24.7 does: writes into the caller's memory at
// `argument` and gives what the ioctl returns, 0 or a negative errno. Nothing is written on
// failure.
//
// Knows the requests of driver_abi.h, which free access has; -EINVAL for any other number, also on
// attached descriptors. -EFAULT if the caller's memory cannot be reached.
int AnswerIoctl(const Host& host, int chip, std::uint32_t number, std::uint64_t argument,
                CallerMemory* memory);

// The index that a DEVICE_BDF_EXT adds to the opened chip's; nothing for other ioctls, and if it
// cannot be read.
std::optional<std::uint32_t> RelativeIndex(std::uint32_t number, std::uint64_t argument,
                                           CallerMemory* memory);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_IOCTL_ANSWERS_H_
