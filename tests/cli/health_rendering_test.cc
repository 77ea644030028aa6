// Golden tests of `neuronctl health`: tests/golden/health.*.

#include <algorithm>

#include "agent/cli/health_csv.h"
#include "agent/cli/health_table.h"
#include "gtest/gtest.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/ultraserver_snapshot.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(HealthTable, ShowsVerdictsAndWhatTheyRestOn) {
  ExpectGolden("tests/golden/health.txt", HealthTable(ExampleSnapshot(), {}));
}

TEST(HealthTable, SaysWhatIsNotKnown) {
  ExpectGolden("tests/golden/health.dim.txt", HealthTable(DimSnapshot(), {}));
}

TEST(HealthTable, ShowsMissingChipsToThoseWhoAskForAll) {
  EXPECT_TRUE(Contains(HealthTable(UltraServerSnapshot(), {}), "-     missing  "));
  EXPECT_FALSE(Contains(HealthTable(UltraServerSnapshot(), {3}), "-     missing  "));
}

TEST(HealthTable, ShowsOnlyTheChipsThatAreAskedForBelowTheHost) {
  const std::string table = HealthTable(ExampleSnapshot(), {2, 3});
  EXPECT_EQ(table.find("health degraded  ok 13  suspect 1  bad 1  unknown 1  missing 0\n"), 0u);
  EXPECT_TRUE(Contains(table, "\n3     ok  "));
  EXPECT_FALSE(Contains(table, "\n4     "));
  EXPECT_FALSE(Contains(table, "chip 15 is"));
}

TEST(HealthTable, LetsNobodyWriteToTheTerminal) {
  Snapshot snapshot = ExampleSnapshot();
  ChipHealth& health = snapshot.chips[2].health;
  health.reason = health.evidence = health.advice = health.clears_when = "\x1b[2J";
  health.signs[0].raw = "\x1b[2J\n";
  EXPECT_FALSE(Contains(HealthTable(snapshot, {}), "\x1b"));
  EXPECT_FALSE(Contains(HealthCsv(snapshot, {}), "\x1b"));
}

TEST(HealthCsv, HasALineForEachChip) {
  ExpectGolden("tests/golden/health.csv", HealthCsv(ExampleSnapshot(), {}));
}

TEST(HealthCsv, SaysWhatIsUnknownAndWhatIsMissing) {
  ExpectGolden("tests/golden/health.dim.csv", HealthCsv(DimSnapshot(), {}));
}

TEST(HealthCsv, HasOnlyTheChipsThatAreAskedFor) {
  const std::string csv = HealthCsv(DimSnapshot(), {5});
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 2);
}

}  // namespace
}  // namespace neuron
