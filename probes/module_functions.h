#ifndef PROBES_MODULE_FUNCTIONS_H_
#define PROBES_MODULE_FUNCTIONS_H_

#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace neuron {

// One line of /proc/kallsyms that names a function. Points into the line.
struct KernelFunction {
  absl::string_view name;
  // Empty if the kernel itself has it.
  absl::string_view module;
};

// Not set if the line names something else, or is none: "<address> <type> <name>[\t[<module>]]",
// with the type of a function being t, T, w or W. Pure.
absl::optional<KernelFunction> ParseKernelFunction(absl::string_view line);

// Which of `names` are functions of the kernel module `module` and of nothing else in the kernel:
// those to which a probe can be attached by name, and be sure. Reads some megabytes. Fails as
// ErrnoStatus, naming `kallsyms`.
absl::StatusOr<std::set<std::string>> FunctionsOnlyOf(absl::string_view module,
                                                      const std::set<std::string>& names,
                                                      const std::string& kallsyms);

}  // namespace neuron

#endif  // PROBES_MODULE_FUNCTIONS_H_
