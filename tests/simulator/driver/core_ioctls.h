#ifndef TESTS_SIMULATOR_DRIVER_CORE_IOCTLS_H_
#define TESTS_SIMULATOR_DRIVER_CORE_IOCTLS_H_

#include "tests/simulator/driver/ioctl_call.h"

// Whose the cores are (application_abi.h): see ioctl_answers.h. EBUSY if they are another's.

namespace neuron::sim {

// EINVAL for a core that is not, and for a lock that the caller has not.
IoctlResult AnswerReaderEnter(const IoctlCall& call);
IoctlResult AnswerReaderExit(const IoctlCall& call);
IoctlResult AnswerWriterEnter(const IoctlCall& call);
IoctlResult AnswerWriterDowngrade(const IoctlCall& call);

// The answer is written also if it is EBUSY. EINVAL for a range that is none.
IoctlResult AnswerRangeMark(const IoctlCall& call);
IoctlResult AnswerRangeMarkExt(const IoctlCall& call);
IoctlResult AnswerRangeUnmark(const IoctlCall& call);
IoctlResult AnswerRangeUnmarkExt(const IoctlCall& call);

// E2BIG for a core that is not.
IoctlResult AnswerModelStartedCount(const IoctlCall& call);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_CORE_IOCTLS_H_
