// Golden tests of `neuronctl ls`: tests/golden/ls.*.

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "agent/cli/chip_csv.h"
#include "agent/cli/chip_table.h"
#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_chip.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/ultraserver_snapshot.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// The example with other facts about the host.
Snapshot WithInventory(void (*change)(Inventory*)) {
  Snapshot snapshot = ExampleSnapshot();
  auto inventory = std::make_shared<Inventory>(*snapshot.inventory);
  change(inventory.get());
  snapshot.inventory = inventory;
  return snapshot;
}

TEST(ChipTable, ShowsTheExampleHost) {
  ExpectGolden("tests/golden/ls.txt", ChipTable(ExampleSnapshot()));
}

TEST(ChipTable, SaysInWhichWayAChipIsTaken) {
  ExpectGolden("tests/golden/ls.busy.txt", ChipTable(BusySnapshot()));
}

TEST(ChipTable, SaysWhatIsUnknownAndWhy) {
  ExpectGolden("tests/golden/ls.dim.txt", ChipTable(DimSnapshot()));
}

TEST(ChipTable, ShowsMissingChipsFindingsAndTheUltraServer) {
  ExpectGolden("tests/golden/ls.ultraserver.txt", ChipTable(UltraServerSnapshot()));
}

TEST(ChipTable, SaysWhyAChipIsMissingWhereNoFindingDoes) {
  Snapshot snapshot = UltraServerSnapshot();
  auto inventory = std::make_shared<Inventory>(*snapshot.inventory);
  inventory->findings.clear();
  snapshot.inventory = inventory;
  EXPECT_TRUE(
      Contains(ChipTable(snapshot), "\nmissing chip: the driver's probe failed; see dmesg\n"));
}

// Of chip 4, in this order.
Snapshot HeldBySeveral(std::vector<Holder> holders) {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.chips[4].allocation = HeldBy(holders);
  snapshot.evidence.holders.holders = std::move(holders);
  return snapshot;
}

TEST(ChipTable, FitsInto120ColumnsWithTwoHolders) {
  const std::string table =
      ChipTable(HeldBySeveral({ExampleHolder(), MakeHolder(4194303, 1, "fifteen-letters", {4})}));
  EXPECT_TRUE(Contains(table, "train (4711), fifteen-letters (4194303)\n"));
  for (const absl::string_view line : absl::StrSplit(table, '\n')) {
    EXPECT_LE(line.size(), 120u) << line;
  }
}

TEST(ChipTable, SaysThatNoDriverIsLoaded) {
  Snapshot snapshot = WithInventory([](Inventory* inventory) {
    inventory->driver_loaded = false;
    inventory->chips.clear();
    inventory->findings.clear();
  });
  snapshot.chips.clear();
  snapshot.free = ChipSet();
  snapshot.sources.clear();
  EXPECT_EQ(
      ChipTable(snapshot),
      "host trn1.32xlarge  no Neuron driver loaded  chips 0 of 16  free 0  health degraded\n");
}

TEST(ChipTable, CountsNoExpectedChipsWhereNoneAreSold) {
  const Snapshot snapshot = WithInventory(
      [](Inventory* inventory) { inventory->expected_chips = Reading<int>::Absent(); });
  EXPECT_TRUE(Contains(ChipTable(snapshot), "  chips 16  free"));
}

TEST(ChipTable, ShortensALongListOfHolders) {
  const Snapshot snapshot =
      HeldBySeveral({ExampleHolder(), MakeHolder(5000, 1, "rank", {4}),
                     MakeHolder(5001, 2, "rank", {4}), MakeHolder(5002, 3, "rank", {4})});
  EXPECT_TRUE(Contains(ChipTable(snapshot), "train (4711), rank (5000) and 2 more\n"));
}

TEST(ChipTable, LetsNoProcessWriteToTheTerminal) {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.evidence.holders.holders[0].command = "\x1b[2J\n";
  EXPECT_TRUE(Contains(ChipTable(snapshot), "\\x1b[2J\\x0a (4711)\n"));
}

TEST(ChipCsv, ShowsTheExampleHost) {
  ExpectGolden("tests/golden/ls.csv", ChipCsv(ExampleSnapshot()));
}

TEST(ChipCsv, TellsUnknownFromAbsent) {
  ExpectGolden("tests/golden/ls.dim.csv", ChipCsv(DimSnapshot()));
}

TEST(ChipCsv, HasALineForAMissingChip) {
  EXPECT_TRUE(Contains(ChipCsv(UltraServerSnapshot()),
                       "\n,0000:1f:1e.0,trainium2,,,,,,2.24.7.0,,,,0000:1f:1e.0,1,"));
}

}  // namespace
}  // namespace neuron
