#include "agent/telemetry/pid_codec.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "agent/telemetry/field_error.h"

namespace neuron {

absl::StatusOr<int> DecodePid(absl::string_view field, std::uint32_t pid, int previous) {
  if (pid == 0 || pid > std::uint32_t{std::numeric_limits<std::int32_t>::max()}) {
    return FieldError(field, absl::StrCat(pid, " is not a process"));
  }
  if (static_cast<int>(pid) <= previous) {
    return FieldError(field, absl::StrCat(pid, " is out of order"));
  }
  return static_cast<int>(pid);
}

}  // namespace neuron
