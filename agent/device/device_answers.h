#ifndef AGENT_DEVICE_DEVICE_ANSWERS_H_
#define AGENT_DEVICE_DEVICE_ANSWERS_H_

#include <string>

#include "absl/status/statusor.h"
#include "agent/device/driver.h"
#include "agent/device/driver_version.h"

namespace neuron {

// Of whom something is asked.
struct AskPlan {
  // N of neuron<N>.
  int chip = 0;
  // The driver by its files (generation.h). Nothing is asked that it does not know: the kernel logs
  // each unknown number as an error.
  DriverVersion generation;
};

// Opens the node once, O_WRONLY | O_CLOEXEC (free access: attaches nothing), asks everything that
// such a driver knows, and closes it. When to do this at all is agent/device/open_policy.h's to
// say.
//
// Fails only if the node cannot be opened. What this driver does not know is absent, asked or not;
// an ioctl that fails otherwise is unknown, and so is an answer that cannot be. The order of cores
// is asked from Trainium2 on only, and of the first 16 chips, which is how far the driver's map
// goes; beyond, and where the architecture is unknown, it is unknown. What a chip says of its pod
// while the servers are electing is taken as it is, although the ioctl fails.
absl::StatusOr<DeviceAnswers> AskDevice(Driver* driver, const std::string& path,
                                        const AskPlan& plan);

}  // namespace neuron

#endif  // AGENT_DEVICE_DEVICE_ANSWERS_H_
