#ifndef TESTS_SIMULATOR_DRIVER_DESCRIPTORS_H_
#define TESTS_SIMULATOR_DRIVER_DESCRIPTORS_H_

#include <sys/types.h>

#include <cstdint>

#include "absl/strings/string_view.h"

namespace neuron::sim {

// Whether the process has a descriptor of this file that its children would inherit, one without
// O_CLOEXEC. The file is known by its inode and the last part of its name. FUSE does not show the
// flag at open; this reads /proc. False if the process cannot be looked into.
bool HoldsWithoutCloexec(pid_t pid, std::uint64_t inode, absl::string_view name);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_DESCRIPTORS_H_
