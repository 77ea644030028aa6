#include "agent/telemetry/probe_codec.h"

#include "agent/base/status.h"
#include "agent/telemetry/field_error.h"
#include "agent/telemetry/time_codec.h"
#include "agent/telemetry/utf8.h"

namespace neuron {
namespace {

agent::v1::ProbeState StateOf(const absl::Status& status) {
  if (status.ok()) return agent::v1::PROBE_STATE_ATTACHED;
  return absl::IsNotFound(status) ? agent::v1::PROBE_STATE_ABSENT : agent::v1::PROBE_STATE_FAILED;
}

absl::Status StatusOf(const agent::v1::ProbeReport& message) {
  if (message.state() == agent::v1::PROBE_STATE_ATTACHED) return absl::OkStatus();
  return message.state() == agent::v1::PROBE_STATE_ABSENT ? absl::NotFoundError(message.error())
                                                          : absl::UnknownError(message.error());
}

}  // namespace

void EncodeProbe(const ProbeReport& probe, agent::v1::ProbeReport* message) {
  message->set_name(ValidUtf8(probe.name));
  message->set_state(StateOf(probe.status));
  if (!probe.status.ok()) message->set_error(ValidUtf8(probe.status.message()));
  if (probe.runs.has_value()) message->set_runs_total(*probe.runs);
  if (probe.run_time.has_value()) *message->mutable_run_time() = EncodeDuration(*probe.run_time);
  message->set_drops_total(probe.drops);
}

absl::StatusOr<ProbeReport> DecodeProbe(const agent::v1::ProbeReport& message) {
  NEURON_RETURN_IF_ERROR(RequireField(message.has_name(), "name"));
  ProbeReport probe;
  probe.name = message.name();
  probe.status = StatusOf(message);
  if (message.has_runs_total()) probe.runs = message.runs_total();
  if (message.has_run_time()) {
    NEURON_ASSIGN_OR_RETURN(probe.run_time, DecodeDuration("run_time", message.run_time()));
  }
  probe.drops = message.drops_total();
  return probe;
}

}  // namespace neuron
