#ifndef TESTS_SIMULATOR_DRIVER_IOCTL_ANSWERS_H_
#define TESTS_SIMULATOR_DRIVER_IOCTL_ANSWERS_H_

#include <cstdint>
#include <optional>

#include "tests/simulator/driver/caller_memory.h"
#include "tests/simulator/driver/ioctl_call.h"

namespace neuron::sim {

// Answers a request that the driver knows (ioctl_table.h), `known` being its number there: changes
// the state, writes into the caller's memory at the argument, and gives what the ioctl returns.
// Nothing is written on failure, unless said otherwise there.
//
// What this simulator has no use for gives 0 and does nothing.
IoctlResult AnswerIoctl(const IoctlCall& call, std::uint32_t known);

// Whom or what the caller asks for: the index that a DEVICE_BDF_EXT adds to the opened chip's, the
// pid whose datastore it acquires. Nothing for other ioctls, and if it cannot be read.
std::optional<std::uint32_t> AskedFor(std::uint32_t number, std::uint64_t argument,
                                      CallerMemory* memory);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_IOCTL_ANSWERS_H_
