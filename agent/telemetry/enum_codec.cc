#include "agent/telemetry/enum_codec.h"

#include "agent/telemetry/enum_words.h"

namespace neuron {
namespace {

constexpr EnumWord<ChipType, agent::v1::ChipType> kChipTypes[] = {
    {ChipType::kInferentia, agent::v1::CHIP_TYPE_INFERENTIA},
    {ChipType::kTrainium1, agent::v1::CHIP_TYPE_TRAINIUM1},
    {ChipType::kInferentia2, agent::v1::CHIP_TYPE_INFERENTIA2},
    {ChipType::kTrainium2, agent::v1::CHIP_TYPE_TRAINIUM2},
    {ChipType::kTrainium3, agent::v1::CHIP_TYPE_TRAINIUM3},
};

constexpr EnumWord<ResetState, agent::v1::ResetState> kResetStates[] = {
    {ResetState::kResetting, agent::v1::RESET_STATE_RESETTING},
    {ResetState::kReady, agent::v1::RESET_STATE_READY},
    {ResetState::kInvalid, agent::v1::RESET_STATE_INVALID},
};

constexpr EnumWord<Verdict, agent::v1::Verdict> kVerdictWords[] = {
    {Verdict::kUnknown, agent::v1::VERDICT_UNKNOWN},
    {Verdict::kOk, agent::v1::VERDICT_OK},
    {Verdict::kSuspect, agent::v1::VERDICT_SUSPECT},
    {Verdict::kBad, agent::v1::VERDICT_BAD},
};

constexpr EnumWord<NodeHealth, agent::v1::NodeHealth> kNodeHealths[] = {
    {NodeHealth::kUnknown, agent::v1::NODE_HEALTH_UNKNOWN},
    {NodeHealth::kOk, agent::v1::NODE_HEALTH_OK},
    {NodeHealth::kDegraded, agent::v1::NODE_HEALTH_DEGRADED},
    {NodeHealth::kImpaired, agent::v1::NODE_HEALTH_IMPAIRED},
};

constexpr EnumWord<FindingCode, agent::v1::FindingCode> kFindingCodes[] = {
    {FindingCode::kMissingChip, agent::v1::FINDING_CODE_MISSING_CHIP},
    {FindingCode::kFewerChips, agent::v1::FINDING_CODE_FEWER_CHIPS},
    {FindingCode::kMoreChips, agent::v1::FINDING_CODE_MORE_CHIPS},
    {FindingCode::kOtherChipType, agent::v1::FINDING_CODE_OTHER_CHIP_TYPE},
    {FindingCode::kOtherTopology, agent::v1::FINDING_CODE_OTHER_TOPOLOGY},
    {FindingCode::kTwinChips, agent::v1::FINDING_CODE_TWIN_CHIPS},
    {FindingCode::kUnclearPciAddress, agent::v1::FINDING_CODE_UNCLEAR_PCI_ADDRESS},
    {FindingCode::kModuleParameter, agent::v1::FINDING_CODE_MODULE_PARAMETER},
};

constexpr EnumWord<CapabilityKind, agent::v1::CapabilityKind> kCapabilityKinds[] = {
    {CapabilityKind::kSysfs, agent::v1::CAPABILITY_KIND_SYSFS},
    {CapabilityKind::kClass, agent::v1::CAPABILITY_KIND_CLASS},
    {CapabilityKind::kPci, agent::v1::CAPABILITY_KIND_PCI},
    {CapabilityKind::kIoctl, agent::v1::CAPABILITY_KIND_IOCTL},
};

constexpr EnumWord<Access, agent::v1::Access> kAccesses[] = {
    {Access::kAbsent, agent::v1::ACCESS_ABSENT},
    {Access::kReadable, agent::v1::ACCESS_READABLE},
    {Access::kRefused, agent::v1::ACCESS_REFUSED},
    {Access::kUnknown, agent::v1::ACCESS_UNKNOWN},
};

constexpr EnumWord<Liveness, agent::v1::Liveness> kLivenesses[] = {
    {Liveness::kConstant, agent::v1::LIVENESS_CONSTANT},
    {Liveness::kLive, agent::v1::LIVENESS_LIVE},
    {Liveness::kAtExit, agent::v1::LIVENESS_AT_EXIT},
    {Liveness::kEachMinute, agent::v1::LIVENESS_EACH_MINUTE},
};

constexpr EnumWord<PodType, agent::v1::PodType> kPodTypes[] = {
    {PodType::kNone, agent::v1::POD_TYPE_NONE},
    {PodType::kTorus, agent::v1::POD_TYPE_TORUS},
    {PodType::kSwitch, agent::v1::POD_TYPE_SWITCH},
};

constexpr EnumWord<PodState, agent::v1::PodState> kPodStates[] = {
    {PodState::kNotStarted, agent::v1::POD_STATE_NOT_STARTED},
    {PodState::kElecting, agent::v1::POD_STATE_ELECTING},
    {PodState::kUltraServer, agent::v1::POD_STATE_ULTRASERVER},
    {PodState::kFailed, agent::v1::POD_STATE_FAILED},
    {PodState::kSingle, agent::v1::POD_STATE_SINGLE},
};

}  // namespace

agent::v1::ChipType EncodeEnum(ChipType type) { return EncodeWord(kChipTypes, type); }
agent::v1::ResetState EncodeEnum(ResetState state) { return EncodeWord(kResetStates, state); }
agent::v1::Verdict EncodeEnum(Verdict verdict) { return EncodeWord(kVerdictWords, verdict); }
agent::v1::NodeHealth EncodeEnum(NodeHealth health) { return EncodeWord(kNodeHealths, health); }
agent::v1::FindingCode EncodeEnum(FindingCode code) { return EncodeWord(kFindingCodes, code); }
agent::v1::CapabilityKind EncodeEnum(CapabilityKind kind) {
  return EncodeWord(kCapabilityKinds, kind);
}
agent::v1::Access EncodeEnum(Access access) { return EncodeWord(kAccesses, access); }
agent::v1::Liveness EncodeEnum(Liveness liveness) { return EncodeWord(kLivenesses, liveness); }
agent::v1::PodType EncodeEnum(PodType type) { return EncodeWord(kPodTypes, type); }
agent::v1::PodState EncodeEnum(PodState state) { return EncodeWord(kPodStates, state); }

absl::StatusOr<ChipType> DecodeEnum(agent::v1::ChipType type) {
  return DecodeWord(kChipTypes, type);
}
absl::StatusOr<ResetState> DecodeEnum(agent::v1::ResetState state) {
  return DecodeWord(kResetStates, state);
}
absl::StatusOr<Verdict> DecodeEnum(agent::v1::Verdict verdict) {
  return DecodeWord(kVerdictWords, verdict);
}
absl::StatusOr<NodeHealth> DecodeEnum(agent::v1::NodeHealth health) {
  return DecodeWord(kNodeHealths, health);
}
absl::StatusOr<FindingCode> DecodeEnum(agent::v1::FindingCode code) {
  return DecodeWord(kFindingCodes, code);
}
absl::StatusOr<CapabilityKind> DecodeEnum(agent::v1::CapabilityKind kind) {
  return DecodeWord(kCapabilityKinds, kind);
}
absl::StatusOr<Access> DecodeEnum(agent::v1::Access access) {
  return DecodeWord(kAccesses, access);
}
absl::StatusOr<Liveness> DecodeEnum(agent::v1::Liveness liveness) {
  return DecodeWord(kLivenesses, liveness);
}
absl::StatusOr<PodType> DecodeEnum(agent::v1::PodType type) { return DecodeWord(kPodTypes, type); }
absl::StatusOr<PodState> DecodeEnum(agent::v1::PodState state) {
  return DecodeWord(kPodStates, state);
}

}  // namespace neuron
