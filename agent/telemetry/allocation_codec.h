#ifndef AGENT_TELEMETRY_ALLOCATION_CODEC_H_
#define AGENT_TELEMETRY_ALLOCATION_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/workload/allocation.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// Whether a chip is taken, as the fields occupancy, occupancy_unknown_reason, claims and executing
// of its message. Of `why`, the message travels and not the code.
void EncodeAllocation(const Allocation& allocation, agent::v1::Chip* message);

// The reverse. An occupancy that is not set, or is of a later version, is unknown and says so; a
// claim that does not say that it takes nothing takes the chip. FieldError for a free chip that is
// taken, and for a claim with a layer of a later version, a pid that cannot be or has no start, or
// a time that cannot be.
absl::StatusOr<Allocation> DecodeAllocation(const agent::v1::Chip& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ALLOCATION_CODEC_H_
