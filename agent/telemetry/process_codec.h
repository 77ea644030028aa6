#ifndef AGENT_TELEMETRY_PROCESS_CODEC_H_
#define AGENT_TELEMETRY_PROCESS_CODEC_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/base/status.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/pid_codec.h"

namespace neuron {

// A process, as the fields pid and start_ticks of a message. `pid` is 0 for none, and then neither
// is set.
template <typename Message>
void EncodeProcess(int pid, std::uint64_t start_ticks, Message* message) {
  if (pid == 0) return;
  message->set_pid(static_cast<std::uint32_t>(pid));
  message->set_start_ticks(start_ticks);
}

// The reverse. FieldError for a pid that no process can have, and for one without a start, which
// would name whoever has it by now.
template <typename Message>
absl::Status DecodeProcess(const Message& message, int* pid, std::uint64_t* start_ticks) {
  if (!message.has_pid()) return absl::OkStatus();
  NEURON_RETURN_IF_ERROR(RequireField(message.has_start_ticks(), "start_ticks"));
  NEURON_ASSIGN_OR_RETURN(*pid, DecodePid("pid", message.pid(), 0));
  *start_ticks = message.start_ticks();
  return absl::OkStatus();
}

}  // namespace neuron

#endif  // AGENT_TELEMETRY_PROCESS_CODEC_H_
