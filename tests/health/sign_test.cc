#include "agent/health/sign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace neuron {
namespace {

using testing::Each;
using testing::MatchesRegex;

TEST(Ailment, HasAWordThatFindsIt) {
  std::set<std::string> words;
  for (std::size_t i = 0; i < kAilments; ++i) {
    const Ailment ailment = AilmentSet::At(i);
    EXPECT_EQ(FindAilment(Word(ailment)), ailment);
    words.insert(Word(ailment));
  }
  EXPECT_EQ(words.size(), kAilments);
  EXPECT_THAT(words, Each(MatchesRegex("[a-z_]+")));
  EXPECT_FALSE(FindAilment("").has_value());
  EXPECT_FALSE(FindAilment("RESET_FAILED").has_value());
}

TEST(Ailment, IsCalledWhatItIs) {
  EXPECT_STREQ(Word(Ailment::kSramUncorrectable), "sram_uncorrectable");
  EXPECT_STREQ(Word(Ailment::kResetFailed), "reset_failed");
  EXPECT_STREQ(Word(Ailment::kHolderStuck), "holder_stuck");
  EXPECT_STREQ(Word(Ailment::kLinkTrouble), "link_trouble");
}

TEST(SignSource, HasAWord) {
  EXPECT_STREQ(Word(SignSource::kSysfs), "sysfs");
  EXPECT_STREQ(Word(SignSource::kPci), "pci");
  EXPECT_STREQ(Word(SignSource::kRuntime), "libnrt");
  EXPECT_STREQ(Word(SignSource::kProcesses), "processes");
  EXPECT_STREQ(Word(SignSource::kKernelLog), "kernel_log");
}

TEST(SignWeight, HasAWord) {
  EXPECT_STREQ(Word(SignWeight::kByRules), "by_rules");
  EXPECT_STREQ(Word(SignWeight::kMayBeOld), "may_be_old");
  EXPECT_STREQ(Word(SignWeight::kConclusive), "conclusive");
}

TEST(SignSource, IsHearsayIfAProcessMaySayWhatItLikes) {
  EXPECT_TRUE(IsHearsay(SignSource::kKernelLog));
  EXPECT_TRUE(IsHearsay(SignSource::kRuntime));
  EXPECT_FALSE(IsHearsay(SignSource::kSysfs));
  EXPECT_FALSE(IsHearsay(SignSource::kPci));
  EXPECT_FALSE(IsHearsay(SignSource::kProcesses));
}

}  // namespace
}  // namespace neuron
