#include "agent/telemetry/metrics_document.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

// A line for each device and each thing that is unknown.
std::string InLines(const std::string& json) {
  return absl::StrReplaceAll(json, {{",{", ",\n{"}, {"[{", "[\n{"}});
}

Snapshot Healthy() {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.health = NodeHealth::kOk;
  for (ChipState& chip : snapshot.chips) {
    chip.health = {Verdict::kOk, "none", ""};
  }
  return snapshot;
}

TEST(MetricsDocument, SaysAllThatIsKnownAndWhatIsNot) {
  ExpectGolden("tests/golden/health_file.json", InLines(MetricsDocument(ExampleSnapshot())));
}

TEST(MetricsDocument, NeverMakesANumberOfWhatIsUnknown) {
  ExpectGolden("tests/golden/health_file.dim.json", InLines(MetricsDocument(DimSnapshot())));
}

TEST(MetricsDocument, IsOneLine) {
  const std::string json = MetricsDocument(DimSnapshot());
  EXPECT_EQ(json.find('\n'), json.size() - 1);
}

TEST(MetricsDocument, IsHealthyIfTheHostIsOk) {
  const std::string json = MetricsDocument(Healthy());
  EXPECT_TRUE(
      absl::StrContains(json, R"("healthy":true,"unhealthy_reason":"","connection_lost":false,)"))
      << json;
}

TEST(MetricsDocument, HasLostTheConnectionWhereNothingIsKnownOfAnyChip) {
  Snapshot snapshot = Healthy();
  snapshot.health = NodeHealth::kImpaired;
  for (ChipState& chip : snapshot.chips) {
    chip.health = {Verdict::kUnknown, "unread", "no answer"};
  }
  EXPECT_TRUE(absl::StrContains(MetricsDocument(snapshot), R"("connection_lost":true)"));
  snapshot = Healthy();
  snapshot.health = NodeHealth::kUnknown;
  const std::string json = MetricsDocument(snapshot);
  EXPECT_TRUE(absl::StrContains(json, R"("connection_lost":true)")) << json;
  EXPECT_TRUE(absl::StrContains(json, R"("healthy":false)")) << json;
}

TEST(SameHealth, GoesByTheHostAndByVerdictAndReasonOfEachChip) {
  const Snapshot before = Healthy();
  Snapshot after = Healthy();
  after.taken_at += absl::Minutes(1);
  after.chips[0].counters = Reading<ChipCounters>::Absent();
  EXPECT_TRUE(SameHealth(before, after));
  after.health = NodeHealth::kDegraded;
  EXPECT_FALSE(SameHealth(before, after));
  after = Healthy();
  after.chips[3].health.verdict = Verdict::kSuspect;
  EXPECT_FALSE(SameHealth(before, after));
  after = Healthy();
  after.chips[3].health.reason = "hot";
  EXPECT_FALSE(SameHealth(before, after));
  after = Healthy();
  after.chips.pop_back();
  EXPECT_FALSE(SameHealth(before, after));
}

}  // namespace
}  // namespace neuron
