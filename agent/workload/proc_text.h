#ifndef AGENT_WORKLOAD_PROC_TEXT_H_
#define AGENT_WORKLOAD_PROC_TEXT_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "agent/workload/access.h"

namespace neuron {

// The texts of /proc as values. Pure.

// The access of a descriptor by its /proc/<pid>/fdinfo/<fd>, whose line "flags:" is octal. Full for
// a text without such a line: it may be.
Access ParseAccess(absl::string_view fdinfo);

// Field 22 of /proc/<pid>/stat, in clock ticks since boot; 0 if the text has none. The command
// before it, in brackets, may hold anything.
std::uint64_t ParseStartTicks(absl::string_view stat);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_PROC_TEXT_H_
