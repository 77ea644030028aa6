#ifndef AGENT_PLACEMENT_DEVICE_PATH_H_
#define AGENT_PLACEMENT_DEVICE_PATH_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {

// "/dev/neuron3" for chip 3.
std::string DevicePath(int chip);

// The number in such a path, which may be beyond those that there can be; nothing if the path is of
// another kind.
absl::optional<int> ChipOfDevicePath(absl::string_view path);

}  // namespace neuron

#endif  // AGENT_PLACEMENT_DEVICE_PATH_H_
