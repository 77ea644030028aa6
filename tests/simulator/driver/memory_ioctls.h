#ifndef TESTS_SIMULATOR_DRIVER_MEMORY_IOCTLS_H_
#define TESTS_SIMULATOR_DRIVER_MEMORY_IOCTLS_H_

#include "tests/simulator/driver/ioctl_call.h"

// Memory of the chip and of the host for applications (application_abi.h): see ioctl_answers.h.
// EACCES for a process that is not attached; EINVAL for a memory, a core, a type or a handle that
// is not; ENOMEM if there is no room.

namespace neuron::sim {

IoctlResult AnswerMemAlloc(const IoctlCall& call);
IoctlResult AnswerMemAllocTyped(const IoctlCall& call);
IoctlResult AnswerMemAllocTyped64(const IoctlCall& call);
IoctlResult AnswerMemFree(const IoctlCall& call);
IoctlResult AnswerDumpMemChunks(const IoctlCall& call);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_MEMORY_IOCTLS_H_
