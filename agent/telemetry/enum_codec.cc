#include "agent/telemetry/enum_codec.h"

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

template <typename Ours, typename Theirs>
struct Word {
  Ours ours;
  Theirs theirs;
};

constexpr Word<ChipType, agent::v1::ChipType> kChipTypes[] = {
    {ChipType::kInferentia, agent::v1::CHIP_TYPE_INFERENTIA},
    {ChipType::kTrainium1, agent::v1::CHIP_TYPE_TRAINIUM1},
    {ChipType::kInferentia2, agent::v1::CHIP_TYPE_INFERENTIA2},
    {ChipType::kTrainium2, agent::v1::CHIP_TYPE_TRAINIUM2},
    {ChipType::kTrainium3, agent::v1::CHIP_TYPE_TRAINIUM3},
};

constexpr Word<ResetState, agent::v1::ResetState> kResetStates[] = {
    {ResetState::kResetting, agent::v1::RESET_STATE_RESETTING},
    {ResetState::kReady, agent::v1::RESET_STATE_READY},
    {ResetState::kInvalid, agent::v1::RESET_STATE_INVALID},
};

constexpr Word<Verdict, agent::v1::Verdict> kVerdicts[] = {
    {Verdict::kUnknown, agent::v1::VERDICT_UNKNOWN},
    {Verdict::kOk, agent::v1::VERDICT_OK},
    {Verdict::kSuspect, agent::v1::VERDICT_SUSPECT},
    {Verdict::kBad, agent::v1::VERDICT_BAD},
};

constexpr Word<NodeHealth, agent::v1::NodeHealth> kNodeHealths[] = {
    {NodeHealth::kUnknown, agent::v1::NODE_HEALTH_UNKNOWN},
    {NodeHealth::kOk, agent::v1::NODE_HEALTH_OK},
    {NodeHealth::kDegraded, agent::v1::NODE_HEALTH_DEGRADED},
    {NodeHealth::kImpaired, agent::v1::NODE_HEALTH_IMPAIRED},
};

constexpr Word<Occupancy, agent::v1::Occupancy> kOccupancies[] = {
    {Occupancy::kUnknown, agent::v1::OCCUPANCY_UNKNOWN},
    {Occupancy::kFree, agent::v1::OCCUPANCY_FREE},
    {Occupancy::kHeld, agent::v1::OCCUPANCY_HELD},
};

// A value that our own enum does not have becomes *_UNSPECIFIED, which readers take as unknown.
template <typename Ours, typename Theirs, std::size_t N>
Theirs Encoded(const Word<Ours, Theirs> (&words)[N], Ours ours) {
  for (const auto& word : words) {
    if (word.ours == ours) return word.theirs;
  }
  return Theirs{};
}

template <typename Ours, typename Theirs, std::size_t N>
absl::StatusOr<Ours> Decoded(const Word<Ours, Theirs> (&words)[N], Theirs theirs) {
  for (const auto& word : words) {
    if (word.theirs == theirs) return word.ours;
  }
  return absl::InvalidArgumentError(absl::StrCat("this version does not know the number ",
                                                 static_cast<int>(theirs), " of this field"));
}

}  // namespace

agent::v1::ChipType EncodeEnum(ChipType type) { return Encoded(kChipTypes, type); }
agent::v1::ResetState EncodeEnum(ResetState state) { return Encoded(kResetStates, state); }
agent::v1::Verdict EncodeEnum(Verdict verdict) { return Encoded(kVerdicts, verdict); }
agent::v1::NodeHealth EncodeEnum(NodeHealth health) { return Encoded(kNodeHealths, health); }
agent::v1::Occupancy EncodeEnum(Occupancy occupancy) { return Encoded(kOccupancies, occupancy); }

absl::StatusOr<ChipType> DecodeEnum(agent::v1::ChipType type) { return Decoded(kChipTypes, type); }
absl::StatusOr<ResetState> DecodeEnum(agent::v1::ResetState state) {
  return Decoded(kResetStates, state);
}
absl::StatusOr<Verdict> DecodeEnum(agent::v1::Verdict verdict) {
  return Decoded(kVerdicts, verdict);
}
absl::StatusOr<NodeHealth> DecodeEnum(agent::v1::NodeHealth health) {
  return Decoded(kNodeHealths, health);
}
absl::StatusOr<Occupancy> DecodeEnum(agent::v1::Occupancy occupancy) {
  return Decoded(kOccupancies, occupancy);
}

}  // namespace neuron
