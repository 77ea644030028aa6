#ifndef TESTS_SIMULATOR_DRIVER_RESET_IOCTLS_H_
#define TESTS_SIMULATOR_DRIVER_RESET_IOCTLS_H_

#include "tests/simulator/driver/ioctl_call.h"

// Resets that an application asks for (application_abi.h): see ioctl_answers.h. Those that ask
// whether the chip is ready are answered when no reset runs.

namespace neuron::sim {

IoctlResult AnswerDeviceReset(const IoctlCall& call);
IoctlResult AnswerDeviceReady(const IoctlCall& call);
IoctlResult AnswerNcReset(const IoctlCall& call);
IoctlResult AnswerNcResetReady(const IoctlCall& call);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_RESET_IOCTLS_H_
