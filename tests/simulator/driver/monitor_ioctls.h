#ifndef TESTS_SIMULATOR_DRIVER_MONITOR_IOCTLS_H_
#define TESTS_SIMULATOR_DRIVER_MONITOR_IOCTLS_H_

#include "tests/simulator/driver/ioctl_call.h"

// What any monitor may ask, also by a free-access descriptor (driver_abi.h): see ioctl_answers.h.

namespace neuron::sim {

IoctlResult AnswerBasicInfo(const IoctlCall& call);
IoctlResult AnswerCompatibleVersion(const IoctlCall& call);
// Refuses to set it: 524, whatever the direction encoded besides is good for.
IoctlResult AnswerDriverInfo(const IoctlCall& call);
IoctlResult AnswerBdfExt(const IoctlCall& call);
IoctlResult AnswerRoutingIdMap(const IoctlCall& call);
// 524 for chips whose logical cores are the physical ones.
IoctlResult AnswerCoreMap(const IoctlCall& call);
IoctlResult AnswerPodInfo(const IoctlCall& call);
// EBUSY, with the answer written, while the host's UltraServer elects. Both versions, by the size
// that the caller sets.
IoctlResult AnswerPodStatus(const IoctlCall& call);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_MONITOR_IOCTLS_H_
