#ifndef AGENT_TELEMETRY_LEASE_CODEC_H_
#define AGENT_TELEMETRY_LEASE_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/workload/lease.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What the daemon has promised to whom.
void EncodeLease(const Lease& lease, agent::v1::Lease* message);

// The reverse. FieldError for a lease without id, pid or start_ticks, for a pid that cannot be, for
// chips that are no set, and for a time that cannot be.
absl::StatusOr<Lease> DecodeLease(const agent::v1::Lease& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_LEASE_CODEC_H_
