#include "agent/health/health_rules.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

HealthRule Rule(Ailment ailment) { return DefaultHealthRules().rules[ailment]; }

TEST(DefaultHealthRules, MakeBadWhatAwsReplacesAtOnce) {
  for (const Ailment ailment :
       {Ailment::kSramUncorrectable, Ailment::kHbmUncorrectable, Ailment::kDmaAbort}) {
    EXPECT_EQ(Rule(ailment).bad_at, 1U) << Word(ailment);
    EXPECT_EQ(Rule(ailment).hold, absl::InfiniteDuration()) << Word(ailment);
  }
}

TEST(DefaultHealthRules, KeepRepairableMemorySuspectUntilTheDriverIsLoadedAnew) {
  EXPECT_EQ(Rule(Ailment::kHbmRepairable).bad_at, 0U);
  EXPECT_FALSE(Rule(Ailment::kHbmRepairable).bad_by_two_sources);
  EXPECT_EQ(Rule(Ailment::kHbmRepairable).hold, absl::InfiniteDuration());
  EXPECT_TRUE(Rule(Ailment::kHbmRepairable).cured_by_reload);
}

TEST(DefaultHealthRules, NeverMakeBadWhatIsElsewhere) {
  for (const Ailment ailment : {Ailment::kCollectivesHang, Ailment::kLinkDegraded}) {
    EXPECT_EQ(Rule(ailment).bad_at, 0U) << Word(ailment);
    EXPECT_FALSE(Rule(ailment).bad_by_two_sources) << Word(ailment);
  }
  EXPECT_EQ(Rule(Ailment::kComputeHang).bad_at, 0U);
}

TEST(DefaultHealthRules, AreInRange) {
  const HealthRules rules = DefaultHealthRules();
  for (const HealthRule& rule : rules.rules) {
    EXPECT_GE(rule.suspect_at, 1U);
    EXPECT_TRUE(rule.bad_at == 0 || rule.bad_at >= rule.suspect_at);
    EXPECT_TRUE(rule.hold == absl::InfiniteDuration() || rule.hold <= rules.longest_hold);
    EXPECT_GT(rule.window, absl::ZeroDuration());
  }
  EXPECT_TRUE(rules.rules_by_type.empty());
  EXPECT_GE(rules.flap_budget, 1);
}

TEST(RulesFor, AreThoseOfTheTypeIfThereAreSome) {
  HealthRules rules = DefaultHealthRules();
  AilmentRules special = rules.rules;
  special[Ailment::kPciErrors].suspect_at = 9;
  rules.rules_by_type[ChipType::kTrainium2] = special;
  EXPECT_TRUE(RulesFor(rules, ChipType::kTrainium2) == special);
  EXPECT_TRUE(RulesFor(rules, ChipType::kTrainium1) == rules.rules);
  EXPECT_TRUE(RulesFor(rules, Reading<ChipType>::Absent()) == rules.rules);
  EXPECT_TRUE(RulesFor(rules, Reading<ChipType>::Unknown(absl::DataLossError("?"))) == rules.rules);
}

TEST(HealthRules, DifferInAnyPart) {
  const HealthRules rules = DefaultHealthRules();
  HealthRules other = rules;
  EXPECT_TRUE(other == rules);
  other.rules_by_type[ChipType::kTrainium1] = rules.rules;
  EXPECT_FALSE(other == rules);
  other = rules;
  other.relapse_window = absl::ZeroDuration();
  EXPECT_FALSE(other == rules);
}

}  // namespace
}  // namespace neuron
