#ifndef TESTS_PROBES_LOAD_FAILURE_H_
#define TESTS_PROBES_LOAD_FAILURE_H_

#include <functional>

#include "absl/status/status.h"

namespace neuron {

// Whether a probe could not be loaded for the machine's sake, which a test may be skipped for: no
// rights, or no such place in this kernel. Any other failure is a defect of ours.
bool IsMachinesLack(const absl::Status& failure);

// Whether a plain user gets PermissionDenied with the cure from `load`, which runs in a child.
bool IsRefusedToAPlainUser(const std::function<absl::Status()>& load);

}  // namespace neuron

#endif  // TESTS_PROBES_LOAD_FAILURE_H_
