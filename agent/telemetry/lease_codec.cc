#include "agent/telemetry/lease_codec.h"

#include "agent/base/status.h"
#include "agent/telemetry/chip_set_codec.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/process_codec.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/unknown_fields.h"
#include "agent/telemetry/utf8.h"

namespace neuron {

void EncodeLease(const Lease& lease, agent::v1::Lease* message) {
  message->set_id(lease.id);
  EncodeChipSet(lease.chips, message->mutable_chips());
  EncodeProcess(lease.pid, lease.start_ticks, message);
  message->set_command(ValidUtf8(lease.command));
  EncodeReading(lease.container, "container_id", message->mutable_unknown(),
                [&](const std::string& id) { message->set_container_id(ValidUtf8(id)); });
  if (HasTimestamp(lease.since)) *message->mutable_since() = EncodeTime(lease.since);
}

absl::StatusOr<Lease> DecodeLease(const agent::v1::Lease& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_id(), "id"));
  NEURON_RETURN_IF_ERROR(RequireField(message.has_pid(), "pid"));
  Lease lease;
  lease.id = message.id();
  NEURON_ASSIGN_OR_RETURN(lease.chips, DecodeChipSet("chips", message.chips()));
  NEURON_RETURN_IF_ERROR(DecodeProcess(message, &lease.pid, &lease.start_ticks));
  lease.command = message.command();
  lease.container = DecodeReading<std::string>("container_id", message.unknown(),
                                               message.has_container_id(), message.container_id());
  NEURON_ASSIGN_OR_RETURN(lease.since, DecodeTime("since", message.has_since(), message.since()));
  return lease;
}

}  // namespace neuron
