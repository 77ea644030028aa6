#include "agent/health_rules_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string DocumentedRules() {
  std::ifstream file("docs/health-rules.textproto");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Rules that differ from the built-in ones in everything.
HealthRules OtherRules() {
  HealthRules rules = DefaultHealthRules();
  for (HealthRule& rule : rules.rules) {
    rule.suspect_at += 7;
    rule.bad_at += 70;
    rule.window += absl::Seconds(1);
    rule.bad_by_two_sources = !rule.bad_by_two_sources;
    rule.hold = absl::Seconds(77);
    rule.cured_by_reload = !rule.cured_by_reload;
  }
  rules.longest_hold += absl::Hours(1);
  rules.relapse_window += absl::Hours(1);
  rules.flap_budget += 1;
  return rules;
}

HealthRules Parsed(absl::string_view text) {
  const auto rules = ParseHealthRules(text, DefaultHealthRules());
  EXPECT_TRUE(rules.ok()) << rules.status();
  return rules.ok() ? *rules : HealthRules();
}

std::string Error(absl::string_view text) {
  const auto rules = ParseHealthRules(text, DefaultHealthRules());
  EXPECT_EQ(rules.status().code(), absl::StatusCode::kInvalidArgument) << text;
  const std::string message(rules.status().message());
  EXPECT_THAT(message, Not(HasSubstr("\n")));
  return message;
}

TEST(DocumentedRules, AreThoseThatAreBuiltIn) {
  const std::string text = DocumentedRules();
  ASSERT_FALSE(text.empty());
  // Over rules that differ in everything, so that the file says all of it.
  const auto rules = ParseHealthRules(text, OtherRules());
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_TRUE(*rules == DefaultHealthRules());
}

TEST(ParseHealthRules, ChangesOnlyWhatTheTextSays) {
  EXPECT_TRUE(Parsed("") == DefaultHealthRules());
  HealthRules expected = DefaultHealthRules();
  expected.rules[Ailment::kComputeHang].bad_at = 5;
  expected.rules[Ailment::kPciErrors].hold = absl::Minutes(1);
  expected.flap_budget = 3;
  EXPECT_TRUE(Parsed("rule { ailment: 'compute_hang' bad_at: 5 }\n"
                     "rule { ailment: 'pci_errors' hold_seconds: 60 }\n"
                     "flap_budget: 3") == expected);
}

TEST(ParseHealthRules, ReadsEveryField) {
  const HealthRules rules = Parsed(
      "longest_hold_seconds: 86400 relapse_window_seconds: 60 flap_budget: 1\n"
      "rule { ailment: 'dma_abort' suspect_at: 2 bad_at: 3 window_seconds: 10\n"
      "       bad_by_two_sources: false hold_seconds: 86400 cured_by_reload: false }\n"
      "rule { ailment: 'pci_errors' hold_until_replaced: true }");
  HealthRule expected;
  expected.suspect_at = 2;
  expected.bad_at = 3;
  expected.window = absl::Seconds(10);
  expected.bad_by_two_sources = false;
  expected.hold = absl::Hours(24);
  expected.cured_by_reload = false;
  EXPECT_TRUE(rules.rules[Ailment::kDmaAbort] == expected);
  EXPECT_EQ(rules.rules[Ailment::kPciErrors].hold, absl::InfiniteDuration());
  EXPECT_EQ(rules.longest_hold, absl::Hours(24));
  EXPECT_EQ(rules.relapse_window, absl::Minutes(1));
  EXPECT_EQ(rules.flap_budget, 1);
}

TEST(ParseHealthRules, LaysRulesOfATypeOverThoseForAll) {
  const HealthRules rules = Parsed(
      "chip_type { type: 'trainium2' rule { ailment: 'pci_errors' suspect_at: 9 } }\n"
      "rule { ailment: 'pci_errors' suspect_at: 4 window_seconds: 5 }");
  const HealthRule& of_all = RulesFor(rules, ChipType::kTrainium1)[Ailment::kPciErrors];
  EXPECT_EQ(of_all.suspect_at, 4U);
  EXPECT_EQ(of_all.window, absl::Seconds(5));
  const HealthRule& of_type = RulesFor(rules, ChipType::kTrainium2)[Ailment::kPciErrors];
  EXPECT_EQ(of_type.suspect_at, 9U);
  EXPECT_EQ(of_type.window, absl::Seconds(5));
  const auto nobody = Reading<ChipType>::Absent();
  EXPECT_EQ(RulesFor(rules, nobody)[Ailment::kPciErrors].suspect_at, 4U);
}

TEST(ParseHealthRules, KnowsEveryTypeByTheWordOfItsAttribute) {
  for (const ChipType type : {ChipType::kInferentia, ChipType::kTrainium1, ChipType::kInferentia2,
                              ChipType::kTrainium2, ChipType::kTrainium3}) {
    const std::string text = "chip_type { type: '" + std::string(FactsOf(type).attribute) +
                             "' rule {ailment: 'unreachable' bad_at: 9} }";
    EXPECT_EQ(RulesFor(Parsed(text), type)[Ailment::kUnreachable].bad_at, 9U);
  }
}

TEST(ParseHealthRules, NamesLineColumnAndFieldOfWhatItRefuses) {
  const struct {
    const char* text;
    const char* start;
    const char* rest;
  } cases[] = {
      {"rule {\n  what: 5 }", "line 2, column 7: ", "\"what\""},
      {"rule { ailment: 5 }", "line 1, column 17: ", "string"},
      {"flap_budget: 1\nflap_budget: 2", "line 2, column ", "flap_budget"},
      {"rule { ailment: 'x' }", "line 1, column 8: rule.ailment: \"x\" is none of ",
       "sram_uncorrectable, "},
      {"flap_budget: 2\n\n rule { bad_at: 3 }", "line 3, column 2: rule.ailment: ", "\"\""},
      {"rule { ailment: 'unreachable' }\nrule { ailment: 'unreachable' }",
       "line 2, column 8: rule.ailment: ", "already"},
      {"rule { ailment: 'unreachable'\nwindow_seconds: 0 }",
       "line 2, column 1: rule.window_seconds: 0 is not 1 to 604800", ""},
      {"rule { ailment: 'unreachable'\nwindow_seconds: 604801 }",
       "line 2, column 1: rule.window_seconds: ", ""},
      {"rule { ailment: 'unreachable'\nsuspect_at: 1000000001 }",
       "line 2, column 1: rule.suspect_at: ", ""},
      {"rule { ailment: 'unreachable'\nbad_at: 1000000001 }",
       "line 2, column 1: rule.bad_at: ", ""},
      {"rule { ailment: 'unreachable'\nsuspect_at: 2 }",
       "line 2, column 1: rule.suspect_at: a chip is bad at 1, before it is suspect at 2", ""},
      {"rule { ailment: 'unreachable'\nsuspect_at: 5\nbad_at: 4 }",
       "line 3, column 1: rule.bad_at: ", ""},
      {"rule { ailment: 'unreachable'\nhold_seconds: 14401 }",
       "line 2, column 1: rule.hold_seconds: 14401 is not 0 to 14400", ""},
      {"longest_hold_seconds: 5\nrule { ailment: 'unreachable' hold_seconds: 6 }",
       "line 2, column 31: rule.hold_seconds: 6 is not 0 to 5", ""},
      {"rule { ailment: 'unreachable'\nhold_until_replaced: false }",
       "line 2, column 1: rule.hold_until_replaced: ", "hold_seconds"},
      {"rule { ailment: 'unreachable' hold_seconds: 1\nhold_until_replaced: true }", "line 2, ",
       "hold_until_replaced"},
      {"longest_hold_seconds: 0", "line 1, column 1: longest_hold_seconds: 0", ""},
      {"longest_hold_seconds: 2592001", "line 1, column 1: longest_hold_seconds: ", ""},
      {"relapse_window_seconds: 604801", "line 1, column 1: relapse_window_seconds: ", ""},
      {"flap_budget: 0", "line 1, column 1: flap_budget: 0 is not 1 to 1000", ""},
      {"flap_budget: 1001", "line 1, column 1: flap_budget: ", ""},
      {"chip_type { type: 'gpu' }", "line 1, column 13: chip_type.type: \"gpu\" is none of ",
       "trainium1"},
      {"\nchip_type { }", "line 2, column 1: chip_type.type: ", ""},
      {"chip_type { type: 'trainium1' }\nchip_type { type: 'trainium1' }",
       "line 2, column 13: chip_type.type: ", "already"},
      {"chip_type { type: 'trainium1'\n rule { ailment: 'x' } }",
       "line 2, column 9: chip_type.rule.ailment: ", ""},
  };
  for (const auto& c : cases) {
    EXPECT_THAT(Error(c.text), AllOf(StartsWith(c.start), HasSubstr(c.rest))) << c.text;
  }
}

TEST(ParseHealthRules, AcceptsTheEndsOfEachRange) {
  const HealthRules rules = Parsed(
      "longest_hold_seconds: 2592000 relapse_window_seconds: 0 flap_budget: 1000\n"
      "rule { ailment: 'unreachable' suspect_at: 0 bad_at: 1000000000 window_seconds: 604800\n"
      "hold_seconds: 2592000 }");
  EXPECT_EQ(rules.rules[Ailment::kUnreachable].suspect_at, 0U);
  EXPECT_EQ(rules.rules[Ailment::kUnreachable].hold, absl::Hours(720));
  EXPECT_EQ(rules.flap_budget, 1000);
}

TEST(LoadHealthRules, ReadsAFileOverWhatIsBuiltIn) {
  TemporaryDirectory directory;
  const std::string path = directory.path() + "/rules";
  std::ofstream(path) << "flap_budget: 4\n";
  const auto rules = LoadHealthRules(path);
  ASSERT_TRUE(rules.ok()) << rules.status();
  HealthRules expected = DefaultHealthRules();
  expected.flap_budget = 4;
  EXPECT_TRUE(*rules == expected);
}

TEST(LoadHealthRules, NamesThePathOfWhatItRefuses) {
  TemporaryDirectory directory;
  const std::string path = directory.path() + "/rules";
  EXPECT_EQ(LoadHealthRules(path).status().code(), absl::StatusCode::kNotFound);
  std::ofstream(path) << "flap_budget: 0\n";
  EXPECT_THAT(std::string(LoadHealthRules(path).status().message()),
              StartsWith(path + ": line 1, column 1: flap_budget: "));
  std::ofstream(path) << std::string(64 * 1024 + 1, '#');
  EXPECT_EQ(LoadHealthRules(path).status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(LoadHealthRules(path).status().message()), HasSubstr(path));
}

}  // namespace
}  // namespace neuron
