#include "agent/flag_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gflags/gflags.h"

namespace neuron {

std::string FlagText(const std::string& name) {
  gflags::CommandLineFlagInfo flag;
  gflags::GetCommandLineFlagInfo(name.c_str(), &flag);
  if (flag.type == "bool" && flag.default_value == "false") {
    return absl::StrFormat("    --%s\n        %s\n", name, flag.description);
  }
  return absl::StrFormat("    --%s=%s\n        %s\n", name, flag.default_value, flag.description);
}

absl::StatusOr<absl::Duration> ParseDurationFlag(absl::string_view name, absl::string_view value) {
  absl::Duration duration;
  if (!absl::ParseDuration(value, &duration) || duration <= absl::ZeroDuration() ||
      duration == absl::InfiniteDuration()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "bad value --", name, "=", value, ": a positive time such as 500ms or 5s expected"));
  }
  return duration;
}

}  // namespace neuron
