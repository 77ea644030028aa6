#ifndef AGENT_TELEMETRY_PID_CODEC_H_
#define AGENT_TELEMETRY_PID_CODEC_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace neuron {

// FieldError unless `pid` can be a process's (1 to 2^31 - 1) and is above `previous`: all lists of
// processes ascend.
absl::StatusOr<int> DecodePid(absl::string_view field, std::uint32_t pid, int previous);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_PID_CODEC_H_
