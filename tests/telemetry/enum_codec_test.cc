#include "agent/telemetry/enum_codec.h"

#include "agent/telemetry/workload_enum_codec.h"
#include "gtest/gtest.h"

namespace neuron {
namespace {

// Every number that the contract has, but 0, has a word of ours, and the other way round.
template <typename Theirs>
void ExpectABijection(int numbers, bool (*is_valid)(int)) {
  for (int number = 1; number < numbers; ++number) {
    ASSERT_TRUE(is_valid(number));
    const auto theirs = static_cast<Theirs>(number);
    const auto ours = DecodeEnum(theirs);
    ASSERT_TRUE(ours.ok()) << ours.status();
    EXPECT_EQ(EncodeEnum(*ours), theirs);
  }
}

TEST(EnumCodec, KnowsEveryChipType) {
  ExpectABijection<agent::v1::ChipType>(agent::v1::ChipType_ARRAYSIZE, agent::v1::ChipType_IsValid);
}

TEST(EnumCodec, KnowsEveryResetState) {
  ExpectABijection<agent::v1::ResetState>(agent::v1::ResetState_ARRAYSIZE,
                                          agent::v1::ResetState_IsValid);
}

TEST(EnumCodec, KnowsEveryVerdict) {
  ExpectABijection<agent::v1::Verdict>(agent::v1::Verdict_ARRAYSIZE, agent::v1::Verdict_IsValid);
}

TEST(EnumCodec, KnowsEveryNodeHealth) {
  ExpectABijection<agent::v1::NodeHealth>(agent::v1::NodeHealth_ARRAYSIZE,
                                          agent::v1::NodeHealth_IsValid);
}

TEST(EnumCodec, KnowsEveryOccupancy) {
  ExpectABijection<agent::v1::Occupancy>(agent::v1::Occupancy_ARRAYSIZE,
                                         agent::v1::Occupancy_IsValid);
}

TEST(EnumCodec, KnowsEveryLayer) {
  ExpectABijection<agent::v1::Layer>(agent::v1::Layer_ARRAYSIZE, agent::v1::Layer_IsValid);
}

TEST(EnumCodec, KnowsEveryWorkloadFindingCode) {
  ExpectABijection<agent::v1::WorkloadFindingCode>(agent::v1::WorkloadFindingCode_ARRAYSIZE,
                                                   agent::v1::WorkloadFindingCode_IsValid);
}

TEST(EnumCodec, KnowsEveryConfidence) {
  ExpectABijection<agent::v1::Confidence>(agent::v1::Confidence_ARRAYSIZE,
                                          agent::v1::Confidence_IsValid);
}

TEST(EnumCodec, KnowsEveryStep) {
  ExpectABijection<agent::v1::Step>(agent::v1::Step_ARRAYSIZE, agent::v1::Step_IsValid);
}

TEST(EnumCodec, KnowsEveryFindingCode) {
  ExpectABijection<agent::v1::FindingCode>(agent::v1::FindingCode_ARRAYSIZE,
                                           agent::v1::FindingCode_IsValid);
}

TEST(EnumCodec, KnowsEveryCapabilityKind) {
  ExpectABijection<agent::v1::CapabilityKind>(agent::v1::CapabilityKind_ARRAYSIZE,
                                              agent::v1::CapabilityKind_IsValid);
}

TEST(EnumCodec, KnowsEveryAccess) {
  ExpectABijection<agent::v1::Access>(agent::v1::Access_ARRAYSIZE, agent::v1::Access_IsValid);
}

TEST(EnumCodec, KnowsEveryLiveness) {
  ExpectABijection<agent::v1::Liveness>(agent::v1::Liveness_ARRAYSIZE, agent::v1::Liveness_IsValid);
}

TEST(EnumCodec, KnowsEveryPodType) {
  ExpectABijection<agent::v1::PodType>(agent::v1::PodType_ARRAYSIZE, agent::v1::PodType_IsValid);
}

TEST(EnumCodec, KnowsEveryPodState) {
  ExpectABijection<agent::v1::PodState>(agent::v1::PodState_ARRAYSIZE, agent::v1::PodState_IsValid);
}

TEST(DecodeEnum, RefusesUnspecified) {
  EXPECT_FALSE(DecodeEnum(agent::v1::VERDICT_UNSPECIFIED).ok());
  EXPECT_FALSE(DecodeEnum(agent::v1::CHIP_TYPE_UNSPECIFIED).ok());
  EXPECT_FALSE(DecodeEnum(agent::v1::RESET_STATE_UNSPECIFIED).ok());
  EXPECT_FALSE(DecodeEnum(agent::v1::NODE_HEALTH_UNSPECIFIED).ok());
  EXPECT_FALSE(DecodeEnum(agent::v1::OCCUPANCY_UNSPECIFIED).ok());
}

TEST(DecodeEnum, NamesTheNumberOfALaterVersion) {
  EXPECT_EQ(DecodeEnum(static_cast<agent::v1::Verdict>(17)).status(),
            absl::InvalidArgumentError("this version does not know the number 17 of this field"));
}

}  // namespace
}  // namespace neuron
