#include "agent/telemetry/holder_codec.h"

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "agent/base/status.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/pid_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

void EncodeLoad(const Holder& holder, agent::v1::Holder* message) {
  EncodeReading(holder.cpu_time, "cpu_time", message->mutable_unknown(),
                [&](absl::Duration time) { *message->mutable_cpu_time() = EncodeDuration(time); });
  EncodeReading(holder.memory_bytes, "memory_bytes", message->mutable_unknown(),
                [&](std::uint64_t bytes) { message->set_memory_bytes(bytes); });
}

void EncodeHolder(const Holder& holder, agent::v1::Holder* message) {
  message->set_pid(static_cast<std::uint32_t>(holder.pid));
  message->set_start_ticks(holder.start_ticks);
  message->set_command(ValidUtf8(holder.command));
  EncodeChipSet(holder.held, message->mutable_held_chips());
  EncodeChipSet(holder.observed, message->mutable_observed_chips());
  if (HasTimestamp(holder.since)) *message->mutable_since() = EncodeTime(holder.since);
  EncodeReading(holder.state, "state", message->mutable_unknown(), [&](char letter) {
    message->set_state(ValidUtf8({&letter, 1}));
    if (HasTimestamp(holder.state_since)) {
      *message->mutable_state_since() = EncodeTime(holder.state_since);
    }
  });
  EncodeReading(holder.container, "container_id", message->mutable_unknown(),
                [&](const std::string& id) { message->set_container_id(ValidUtf8(id)); });
  EncodeLoad(holder, message);
}

void DecodeLoad(const agent::v1::Holder& message, Holder* holder) {
  holder->cpu_time = DecodeReading("cpu_time", message.unknown(), message.has_cpu_time(),
                                   DecodeDuration("cpu_time", message.cpu_time()));
  holder->memory_bytes = DecodeReading<std::uint64_t>(
      "memory_bytes", message.unknown(), message.has_memory_bytes(), message.memory_bytes());
}

absl::StatusOr<char> DecodeState(const std::string& state) {
  if (state.size() != 1 || !absl::ascii_isalpha(static_cast<unsigned char>(state[0]))) {
    return FieldError("state", "not one letter");
  }
  return state[0];
}

absl::Status DecodeChips(const agent::v1::Holder& message, Holder* holder) {
  NEURON_ASSIGN_OR_RETURN(holder->held, DecodeChipSet("held_chips", message.held_chips()));
  NEURON_ASSIGN_OR_RETURN(holder->observed,
                          DecodeChipSet("observed_chips", message.observed_chips()));
  if ((holder->held.bits() & holder->observed.bits()) != 0) {
    return FieldError("observed_chips", "a chip that is held is not only observed");
  }
  return absl::OkStatus();
}

absl::StatusOr<Holder> DecodeHolder(const agent::v1::Holder& message, int previous) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_pid(), "pid"));
  NEURON_RETURN_IF_ERROR(RequireField(message.has_start_ticks(), "start_ticks"));
  NEURON_RETURN_IF_ERROR(RequireField(message.has_command(), "command"));
  Holder holder;
  NEURON_ASSIGN_OR_RETURN(holder.pid, DecodePid("pid", message.pid(), previous));
  holder.start_ticks = message.start_ticks();
  holder.command = message.command();
  NEURON_RETURN_IF_ERROR(DecodeChips(message, &holder));
  NEURON_ASSIGN_OR_RETURN(holder.since, DecodeTime("since", message.has_since(), message.since()));
  holder.state =
      DecodeReading("state", message.unknown(), message.has_state(), DecodeState(message.state()));
  NEURON_ASSIGN_OR_RETURN(holder.state_since, DecodeTime("state_since", message.has_state_since(),
                                                         message.state_since()));
  holder.container = DecodeReading<std::string>("container_id", message.unknown(),
                                                message.has_container_id(), message.container_id());
  DecodeLoad(message, &holder);
  return holder;
}

absl::Status DecodeSight(const agent::v1::Snapshot& message) {
  if (message.all_processes_visible()) return absl::OkStatus();
  return absl::UnknownError(message.hidden_processes_reason());
}

}  // namespace

void EncodeHolders(const HolderScan& scan, agent::v1::Snapshot* message) {
  message->mutable_holders()->Reserve(static_cast<int>(scan.holders.size()));
  for (const Holder& holder : scan.holders) {
    EncodeHolder(holder, message->add_holders());
  }
  if (!scan.source.empty()) message->set_holders_source(ValidUtf8(scan.source));
  message->set_all_processes_visible(scan.sight.ok());
  if (!scan.sight.ok()) message->set_hidden_processes_reason(ValidUtf8(scan.sight.message()));
  if (HasTimestamp(scan.taken_at)) *message->mutable_holders_read_at() = EncodeTime(scan.taken_at);
}

absl::StatusOr<HolderScan> DecodeHolders(const agent::v1::Snapshot& message) {
  HolderScan scan;
  NEURON_ASSIGN_OR_RETURN(
      scan.taken_at,
      DecodeTime("holders_read_at", message.has_holders_read_at(), message.holders_read_at()));
  scan.source = message.holders_source();
  scan.sight = DecodeSight(message);
  scan.holders.reserve(message.holders_size());
  int previous = 0;
  for (int i = 0; i < message.holders_size(); ++i) {
    absl::StatusOr<Holder> holder = DecodeHolder(message.holders(i), previous);
    if (!holder.ok()) return Within("holders", i, holder.status());
    previous = holder->pid;
    scan.holders.push_back(*std::move(holder));
  }
  return scan;
}

}  // namespace neuron
