#ifndef AGENT_TELEMETRY_WORKLOAD_FINDING_CODEC_H_
#define AGENT_TELEMETRY_WORKLOAD_FINDING_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/workload/workload_finding.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// What somebody should look into.
void EncodeWorkloadFinding(const WorkloadFinding& finding, agent::v1::WorkloadFinding* message);

// The reverse. A confidence of a later version is low, and a step of one is to wait. FieldError for
// a code of a later version, for chips that are no set, and for a pid that cannot be or has no
// start.
absl::StatusOr<WorkloadFinding> DecodeWorkloadFinding(const agent::v1::WorkloadFinding& message);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_WORKLOAD_FINDING_CODEC_H_
