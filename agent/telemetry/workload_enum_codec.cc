#include "agent/telemetry/workload_enum_codec.h"

#include "agent/telemetry/enum_words.h"

namespace neuron {
namespace {

constexpr EnumWord<Occupancy, agent::v1::Occupancy> kOccupancies[] = {
    {Occupancy::kUnknown, agent::v1::OCCUPANCY_UNKNOWN},
    {Occupancy::kFree, agent::v1::OCCUPANCY_FREE},
    {Occupancy::kHeld, agent::v1::OCCUPANCY_HELD},
    {Occupancy::kMapped, agent::v1::OCCUPANCY_MAPPED},
    {Occupancy::kLeased, agent::v1::OCCUPANCY_LEASED},
    {Occupancy::kReserved, agent::v1::OCCUPANCY_RESERVED},
};

constexpr EnumWord<Layer, agent::v1::Layer> kLayers[] = {
    {Layer::kHeld, agent::v1::LAYER_HELD},
    {Layer::kMapped, agent::v1::LAYER_MAPPED},
    {Layer::kLeased, agent::v1::LAYER_LEASED},
    {Layer::kReserved, agent::v1::LAYER_RESERVED},
};

using Code = WorkloadFindingCode;
constexpr EnumWord<Code, agent::v1::WorkloadFindingCode> kCodes[] = {
    {Code::kCollision, agent::v1::WORKLOAD_FINDING_CODE_COLLISION},
    {Code::kOutsideLease, agent::v1::WORKLOAD_FINDING_CODE_OUTSIDE_LEASE},
    {Code::kDeadHolder, agent::v1::WORKLOAD_FINDING_CODE_DEAD_HOLDER},
    {Code::kStuckHolder, agent::v1::WORKLOAD_FINDING_CODE_STUCK_HOLDER},
    {Code::kNoContainer, agent::v1::WORKLOAD_FINDING_CODE_NO_CONTAINER},
    {Code::kStoppedTask, agent::v1::WORKLOAD_FINDING_CODE_STOPPED_TASK},
    {Code::kMemoryWithoutHolder, agent::v1::WORKLOAD_FINDING_CODE_MEMORY_WITHOUT_HOLDER},
    {Code::kLeaseWithoutLife, agent::v1::WORKLOAD_FINDING_CODE_LEASE_WITHOUT_LIFE},
    {Code::kMonitorAttached, agent::v1::WORKLOAD_FINDING_CODE_MONITOR_ATTACHED},
};

constexpr EnumWord<Confidence, agent::v1::Confidence> kConfidences[] = {
    {Confidence::kLow, agent::v1::CONFIDENCE_LOW},
    {Confidence::kMedium, agent::v1::CONFIDENCE_MEDIUM},
    {Confidence::kHigh, agent::v1::CONFIDENCE_HIGH},
};

constexpr EnumWord<Step, agent::v1::Step> kSteps[] = {
    {Step::kWait, agent::v1::STEP_WAIT},
    {Step::kTerminate, agent::v1::STEP_TERMINATE},
    {Step::kRemoveContainer, agent::v1::STEP_REMOVE_CONTAINER},
    {Step::kReplaceHost, agent::v1::STEP_REPLACE_HOST},
};

}  // namespace

agent::v1::Occupancy EncodeEnum(Occupancy occupancy) { return EncodeWord(kOccupancies, occupancy); }
agent::v1::Layer EncodeEnum(Layer layer) { return EncodeWord(kLayers, layer); }
agent::v1::WorkloadFindingCode EncodeEnum(WorkloadFindingCode code) {
  return EncodeWord(kCodes, code);
}
agent::v1::Confidence EncodeEnum(Confidence confidence) {
  return EncodeWord(kConfidences, confidence);
}
agent::v1::Step EncodeEnum(Step step) { return EncodeWord(kSteps, step); }

absl::StatusOr<Occupancy> DecodeEnum(agent::v1::Occupancy occupancy) {
  return DecodeWord(kOccupancies, occupancy);
}
absl::StatusOr<Layer> DecodeEnum(agent::v1::Layer layer) { return DecodeWord(kLayers, layer); }
absl::StatusOr<WorkloadFindingCode> DecodeEnum(agent::v1::WorkloadFindingCode code) {
  return DecodeWord(kCodes, code);
}
absl::StatusOr<Confidence> DecodeEnum(agent::v1::Confidence confidence) {
  return DecodeWord(kConfidences, confidence);
}
absl::StatusOr<Step> DecodeEnum(agent::v1::Step step) { return DecodeWord(kSteps, step); }

}  // namespace neuron
