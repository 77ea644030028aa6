#ifndef AGENT_WORKLOAD_ACCESS_H_
#define AGENT_WORKLOAD_ACCESS_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace neuron {

// What a descriptor of a chip's device node means to the chip.
enum class Access {
  // Nothing: O_PATH names the node and never reached the driver.
  kNone,
  // Free access: attaches nothing.
  kFree,
  // Full access: the process has attached to the chip and holds it.
  kFull,
};

// By the flags of open(2). The driver's own test is bit 0: O_WRONLY and the access mode 3 are free,
// O_RDONLY and O_RDWR full (neuron-driver.md §4.1).
Access AccessOf(std::uint32_t open_flags);

// The same by the descriptor's /proc/<pid>/fdinfo/<fd>, whose line "flags:" is octal. Full for a
// text without such a line: it may be. Pure.
Access ParseAccess(absl::string_view fdinfo);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_ACCESS_H_
