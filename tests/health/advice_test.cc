#include "agent/health/advice.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace neuron {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string What(Ailment ailment) { return AdviceOn(ailment).what; }

TEST(Advice, IsGivenOnEveryAilmentInSentences) {
  for (std::size_t i = 0; i < kAilments; ++i) {
    const Advice& advice = AdviceOn(AilmentSet::At(i));
    EXPECT_THAT(std::string(advice.what), EndsWith(".")) << i;
    EXPECT_THAT(std::string(advice.over_once), Not(IsEmpty())) << i;
    EXPECT_THAT(std::string(advice.over_once), Not(EndsWith("."))) << i;
  }
  EXPECT_THAT(std::string(AdviceOnFlapping().what), EndsWith("."));
}

TEST(Advice, IsToReplaceWhatAwsReplaces) {
  for (const Ailment ailment :
       {Ailment::kSramUncorrectable, Ailment::kHbmUncorrectable, Ailment::kDmaAbort}) {
    EXPECT_THAT(What(ailment), StartsWith("Replace the instance"));
  }
  EXPECT_THAT(What(Ailment::kSramUncorrectable), HasSubstr("15 minutes"));
}

TEST(Advice, IsToLoadTheDriverAnewWhereThatHelps) {
  EXPECT_THAT(What(Ailment::kHbmRepairable), StartsWith("Load the driver anew or reboot"));
  EXPECT_THAT(What(Ailment::kHbmRepairable), HasSubstr("need not be replaced"));
  EXPECT_THAT(What(Ailment::kResetFailed), StartsWith("Load the driver anew"));
}

TEST(Advice, IsToLookAtTheOtherWorkersOfAHangingCollective) {
  EXPECT_THAT(What(Ailment::kCollectivesHang), HasSubstr("other workers"));
}

TEST(Advice, IsToReplaceWhatRepeats) {
  for (const Ailment ailment :
       {Ailment::kComputeHang, Ailment::kUnitUnrecoverable, Ailment::kResetFailed}) {
    EXPECT_THAT(What(ailment), HasSubstr("replace the instance if"));
  }
}

}  // namespace
}  // namespace neuron
