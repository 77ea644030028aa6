#ifndef TESTS_SIMULATOR_DRIVER_PROCESS_IOCTLS_H_
#define TESTS_SIMULATOR_DRIVER_PROCESS_IOCTLS_H_

#include "tests/simulator/driver/ioctl_call.h"

// Who is attached, and their datastores (application_abi.h): see ioctl_answers.h.

namespace neuron::sim {

// 0 if nobody is in the first slot.
IoctlResult AnswerAppPid(const IoctlCall& call);
IoctlResult AnswerAllAppsInfo(const IoctlCall& call);
// ENOENT if the process that is asked for has none; EACCES if the caller, who wants one, is not
// attached; ENOMEM if there is none left.
IoctlResult AnswerAcquireDatastore(const IoctlCall& call);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_PROCESS_IOCTLS_H_
