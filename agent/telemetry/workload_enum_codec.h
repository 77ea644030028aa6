#ifndef AGENT_TELEMETRY_WORKLOAD_ENUM_CODEC_H_
#define AGENT_TELEMETRY_WORKLOAD_ENUM_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/workload/allocation.h"
#include "agent/workload/workload_finding.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The words about who has which chip in both tongues. Never *_UNSPECIFIED.
agent::v1::Occupancy EncodeEnum(Occupancy occupancy);
agent::v1::Layer EncodeEnum(Layer layer);
agent::v1::WorkloadFindingCode EncodeEnum(WorkloadFindingCode code);
agent::v1::Confidence EncodeEnum(Confidence confidence);
agent::v1::Step EncodeEnum(Step step);

// The reverse. InvalidArgument, which names the number, for *_UNSPECIFIED and for the numbers of a
// later version.
absl::StatusOr<Occupancy> DecodeEnum(agent::v1::Occupancy occupancy);
absl::StatusOr<Layer> DecodeEnum(agent::v1::Layer layer);
absl::StatusOr<WorkloadFindingCode> DecodeEnum(agent::v1::WorkloadFindingCode code);
absl::StatusOr<Confidence> DecodeEnum(agent::v1::Confidence confidence);
absl::StatusOr<Step> DecodeEnum(agent::v1::Step step);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_WORKLOAD_ENUM_CODEC_H_
