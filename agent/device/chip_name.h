#ifndef AGENT_DEVICE_CHIP_NAME_H_
#define AGENT_DEVICE_CHIP_NAME_H_

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {

// The N of "neuron<N>", as the driver names chips and their directories; none for any other name,
// and for a number that no chip can have. Pure.
absl::optional<int> ChipNamed(absl::string_view name);

}  // namespace neuron

#endif  // AGENT_DEVICE_CHIP_NAME_H_
