#include "agent/telemetry/source_codec.h"

#include "agent/base/status.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {

void EncodeSource(const SourceReport& source, agent::v1::SourceReport* message) {
  message->set_name(ValidUtf8(source.name));
  message->set_up(source.status.ok());
  if (!source.status.ok()) message->set_error(ValidUtf8(source.status.message()));
  if (HasTimestamp(source.last_success)) {
    *message->mutable_last_success() = EncodeTime(source.last_success);
  }
}

absl::StatusOr<SourceReport> DecodeSource(const agent::v1::SourceReport& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_name(), "name"));
  SourceReport source;
  source.name = message.name();
  if (!message.up()) source.status = absl::UnknownError(message.error());
  NEURON_ASSIGN_OR_RETURN(
      source.last_success,
      DecodeTime("last_success", message.has_last_success(), message.last_success()));
  return source;
}

}  // namespace neuron
