#include "agent/telemetry/enum_codec.h"

#include <cstddef>

#include "agent/telemetry/counter_enum_codec.h"
#include "agent/telemetry/health_enum_codec.h"
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

TEST(EnumCodec, KnowsEveryCounterGroup) {
  ExpectABijection<agent::v1::CounterGroup>(agent::v1::CounterGroup_ARRAYSIZE,
                                            agent::v1::CounterGroup_IsValid);
}

TEST(EnumCodec, KnowsEveryPowerStatus) {
  ExpectABijection<agent::v1::PowerStatus>(agent::v1::PowerStatus_ARRAYSIZE,
                                           agent::v1::PowerStatus_IsValid);
}

TEST(EnumCodec, KnowsEveryHostMemoryClass) {
  ExpectABijection<agent::v1::HostMemoryClass>(agent::v1::HostMemoryClass_ARRAYSIZE,
                                               agent::v1::HostMemoryClass_IsValid);
}

TEST(EnumCodec, KnowsEveryDeviceMemoryClass) {
  ExpectABijection<agent::v1::DeviceMemoryClass>(agent::v1::DeviceMemoryClass_ARRAYSIZE,
                                                 agent::v1::DeviceMemoryClass_IsValid);
}

TEST(EnumCodec, KnowsEveryUtilizationSource) {
  ExpectABijection<agent::v1::UtilizationSource>(agent::v1::UtilizationSource_ARRAYSIZE,
                                                 agent::v1::UtilizationSource_IsValid);
}

TEST(EnumCodec, KnowsEveryTimeUnit) {
  ExpectABijection<agent::v1::TimeUnit>(agent::v1::TimeUnit_ARRAYSIZE, agent::v1::TimeUnit_IsValid);
}

TEST(EnumCodec, KnowsEveryRebaseReason) {
  ExpectABijection<agent::v1::RebaseReason>(agent::v1::RebaseReason_ARRAYSIZE,
                                            agent::v1::RebaseReason_IsValid);
}

TEST(EnumCodec, KnowsEveryAilment) {
  ExpectABijection<agent::v1::Ailment>(agent::v1::Ailment_ARRAYSIZE, agent::v1::Ailment_IsValid);
}

TEST(EnumCodec, KnowsEveryForgery) {
  ExpectABijection<agent::v1::Forgery>(agent::v1::Forgery_ARRAYSIZE, agent::v1::Forgery_IsValid);
}

TEST(EnumCodec, KnowsEverySignSource) {
  ExpectABijection<agent::v1::SignSource>(agent::v1::SignSource_ARRAYSIZE,
                                          agent::v1::SignSource_IsValid);
}

TEST(EnumCodec, GivesEveryAilmentAWordOfItsOwn) {
  for (std::size_t i = 0; i < kAilments; ++i) {
    const auto ailment = static_cast<Ailment>(i);
    EXPECT_EQ(DecodeEnum(EncodeEnum(ailment)).value(), ailment) << i;
  }
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
