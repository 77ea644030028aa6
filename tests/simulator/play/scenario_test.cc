#include "tests/simulator/play/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <set>

namespace neuron::sim {
namespace {

using testing::HasSubstr;

const absl::Time kStart = absl::FromUnixSeconds(1000);

TEST(ParseScenario, ReadsSteps) {
  const auto scenario = ParseScenario(
      "steps { at_ms: 5 verb { start { name: 'a' chips: [0, 1] } } }\n"
      "steps { at_ms: 9 verb { kill { name: 'a' } } } repeat: true");
  ASSERT_TRUE(scenario.ok()) << scenario.status();
  EXPECT_EQ(scenario->steps_size(), 2);
  EXPECT_TRUE(scenario->repeat());
}

TEST(ParseScenario, NamesThePlaceOfAnError) {
  EXPECT_THAT(ParseScenario("steps {\n  what: 5 }").status().message(), HasSubstr("line 2:7"));
  EXPECT_THAT(ParseScenario("steps { verb { stop { name: '/' } } }").status().message(),
              HasSubstr("step 1: "));
  EXPECT_THAT(ParseScenario("steps { }").status().message(), HasSubstr("step 1: no verb"));
  EXPECT_THAT(ParseScenario("steps { at_ms: 2 verb { quit {} } } steps { verb { quit {} } }")
                  .status()
                  .message(),
              HasSubstr("step 2 is earlier"));
  EXPECT_THAT(ParseScenario("repeat: true").status().message(), HasSubstr("at_ms > 0"));
}

TEST(DemoScenario, IsValidForEveryNumberOfChips) {
  for (const int chips : {1, 4, 6, 12, 16}) {
    const auto demo = DemoScenario(chips);
    EXPECT_TRUE(ParseScenario(demo.DebugString()).ok()) << chips;
    for (const auto& step : demo.steps()) {
      for (const std::uint32_t chip : step.verb().start().chips()) {
        EXPECT_LT(static_cast<int>(chip), chips);
      }
    }
  }
}

TEST(TroubleScenario, HasEveryKindOfTroubleInTwoMinutes) {
  for (const int chips : {1, 4, 16}) {
    const auto trouble = TroubleScenario(chips);
    EXPECT_TRUE(ParseScenario(trouble.DebugString()).ok()) << chips;
    EXPECT_EQ(trouble.steps(trouble.steps_size() - 1).at_ms(), 120'000U);
    std::set<int> kinds;
    for (const auto& step : trouble.steps()) kinds.insert(step.verb().verb_case());
    // All verbs but set, set_counter and quit.
    EXPECT_EQ(static_cast<int>(kinds.size()), config::v1::Verb::descriptor()->field_count() - 3);
  }
}

TEST(BuiltInScenario, IsFoundByName) {
  EXPECT_TRUE(BuiltInScenario("demo", 1)->repeat());
  EXPECT_FALSE(BuiltInScenario("trouble", 1)->repeat());
  EXPECT_FALSE(BuiltInScenario("/etc/passwd", 1).has_value());
}

TEST(ScenarioPlayer, GivesEachVerbOnceWhenItIsDue) {
  ScenarioPlayer player(*ParseScenario("steps { at_ms: 5 verb { stop { name: 'a' } } }"
                                       "steps { at_ms: 9 verb { stop { name: 'b' } } }"),
                        kStart);
  EXPECT_EQ(player.NextDue(), kStart + absl::Milliseconds(5));
  EXPECT_TRUE(player.Take(kStart + absl::Milliseconds(4)).empty());
  EXPECT_EQ(player.Take(kStart + absl::Milliseconds(5)).size(), 1U);
  EXPECT_EQ(player.NextDue(), kStart + absl::Milliseconds(9));
  EXPECT_EQ(player.Take(kStart + absl::Seconds(1)).at(0).stop().name(), "b");
  EXPECT_EQ(player.NextDue(), std::nullopt);
}

TEST(ScenarioPlayer, RepeatsFromTheLastStep) {
  ScenarioPlayer player(
      *ParseScenario("steps { at_ms: 10 verb { stop { name: 'a' } } } repeat: true"), kStart);
  EXPECT_EQ(player.Take(kStart + absl::Milliseconds(10)).size(), 1U);
  EXPECT_EQ(player.NextDue(), kStart + absl::Milliseconds(20));
  EXPECT_EQ(player.Take(kStart + absl::Milliseconds(35)).size(), 2U);
}

}  // namespace
}  // namespace neuron::sim
