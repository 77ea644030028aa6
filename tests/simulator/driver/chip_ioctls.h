#ifndef TESTS_SIMULATOR_DRIVER_CHIP_IOCTLS_H_
#define TESTS_SIMULATOR_DRIVER_CHIP_IOCTLS_H_

#include "tests/simulator/driver/ioctl_call.h"

// What an attached process may ask of the chip itself (chip_abi.h): see ioctl_answers.h.

namespace neuron::sim {

IoctlResult AnswerDeviceInfo(const IoctlCall& call);
IoctlResult AnswerDeviceBdf(const IoctlCall& call);
IoctlResult AnswerHostDeviceId(const IoctlCall& call);
// A few registers are known by their offset; the others are 0. EINVAL for more than 100.
IoctlResult AnswerReadHwCounters(const IoctlCall& call);
// Every semaphore and every event is 0.
IoctlResult AnswerCoreValue(const IoctlCall& call);
IoctlResult AnswerDmaEngineState(const IoctlCall& call);
IoctlResult AnswerResourceMmapInfo(const IoctlCall& call);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_CHIP_IOCTLS_H_
