#ifndef AGENT_TELEMETRY_PROBE_CODEC_H_
#define AGENT_TELEMETRY_PROBE_CODEC_H_

#include "absl/status/statusor.h"
#include "probes/probe_report.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// How a BPF program fares. Of `status`, the message travels, and whether it is OK, NotFound or
// another.
void EncodeProbe(const ProbeReport& probe, agent::v1::ProbeReport* message);

// The reverse. `status` is kUnknown for a state that is not set, has failed or is of a later
// version. FieldError for a probe without a name, and for a duration that cannot be.
absl::StatusOr<ProbeReport> DecodeProbe(const agent::v1::ProbeReport& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_PROBE_CODEC_H_
