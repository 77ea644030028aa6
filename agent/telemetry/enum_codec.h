#ifndef AGENT_TELEMETRY_ENUM_CODEC_H_
#define AGENT_TELEMETRY_ENUM_CODEC_H_

#include "absl/status/statusor.h"
#include "agent/device/capability.h"
#include "agent/device/chip_type.h"
#include "agent/device/counters.h"
#include "agent/device/finding.h"
#include "agent/device/pod.h"
#include "agent/health/verdict.h"
#include "proto/neuron_agent.pb.h"

namespace neuron {

// The words of a snapshot in both tongues. Never *_UNSPECIFIED.
agent::v1::ChipType EncodeEnum(ChipType type);
agent::v1::ResetState EncodeEnum(ResetState state);
agent::v1::Verdict EncodeEnum(Verdict verdict);
agent::v1::NodeHealth EncodeEnum(NodeHealth health);
agent::v1::FindingCode EncodeEnum(FindingCode code);
agent::v1::CapabilityKind EncodeEnum(CapabilityKind kind);
agent::v1::Access EncodeEnum(Access access);
agent::v1::Liveness EncodeEnum(Liveness liveness);
agent::v1::PodType EncodeEnum(PodType type);
agent::v1::PodState EncodeEnum(PodState state);

// The reverse. InvalidArgument, which names the number, for *_UNSPECIFIED and for the numbers of a
// later version.
absl::StatusOr<ChipType> DecodeEnum(agent::v1::ChipType type);
absl::StatusOr<ResetState> DecodeEnum(agent::v1::ResetState state);
absl::StatusOr<Verdict> DecodeEnum(agent::v1::Verdict verdict);
absl::StatusOr<NodeHealth> DecodeEnum(agent::v1::NodeHealth health);
absl::StatusOr<FindingCode> DecodeEnum(agent::v1::FindingCode code);
absl::StatusOr<CapabilityKind> DecodeEnum(agent::v1::CapabilityKind kind);
absl::StatusOr<Access> DecodeEnum(agent::v1::Access access);
absl::StatusOr<Liveness> DecodeEnum(agent::v1::Liveness liveness);
absl::StatusOr<PodType> DecodeEnum(agent::v1::PodType type);
absl::StatusOr<PodState> DecodeEnum(agent::v1::PodState state);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_ENUM_CODEC_H_
