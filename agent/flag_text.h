#ifndef AGENT_FLAG_TEXT_H_
#define AGENT_FLAG_TEXT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace neuron {

// One flag as a manual page shows it: its name with the default, its description below.
// REQUIRES: a flag of that name is defined.
std::string FlagText(const std::string& name);

// The value of a flag that is a length of time: "500ms", "5s". InvalidArgument, naming the flag and
// what is expected, unless it is one and positive.
absl::StatusOr<absl::Duration> ParseDurationFlag(absl::string_view name, absl::string_view value);

}  // namespace neuron

#endif  // AGENT_FLAG_TEXT_H_
