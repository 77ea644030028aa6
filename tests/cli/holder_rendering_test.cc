// Golden tests of `neuronctl holders`: tests/golden/holders.*.

#include "agent/cli/holder_csv.h"
#include "agent/cli/holder_table.h"
#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/dim_snapshot.h"
#include "tests/fakes/example_snapshot.h"
#include "tests/fakes/ultraserver_snapshot.h"
#include "tests/telemetry/golden_file.h"

namespace neuron {
namespace {

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(HolderTable, ShowsEveryLayerTheObserversAndTheFindings) {
  ExpectGolden("tests/golden/holders.txt", HolderTable(BusySnapshot()));
}

TEST(HolderTable, SaysWhatIsUnknownAndWhy) {
  ExpectGolden("tests/golden/holders.dim.txt", HolderTable(DimSnapshot()));
}

TEST(HolderTable, SaysThatNobodyHasAChip) {
  EXPECT_EQ(HolderTable(UltraServerSnapshot()), "nobody has a chip, as far as can be seen\n");
}

TEST(HolderTable, LetsNoProcessWriteToTheTerminal) {
  Snapshot snapshot = ExampleSnapshot();
  snapshot.evidence.holders.holders[0].command = "\x1b[2J\n";
  snapshot.evidence.holders.holders[1].command = "\x1b[2K";
  EXPECT_FALSE(Contains(HolderTable(snapshot), "\x1b"));
}

// All that is known of any task is its ARN.
Snapshot WithoutDefinitions() {
  Snapshot snapshot = BusySnapshot();
  for (Container& container : snapshot.evidence.containers.containers) {
    if (container.task.has_value()) {
      container.task = ContainerTask{container.task.value().arn, "", ""};
    }
  }
  return snapshot;
}

TEST(HolderTable, ShowsADefinitionThatIsNotKnownAsUnknownAndSaysWhy) {
  const std::string table = HolderTable(WithoutDefinitions());
  EXPECT_FALSE(Contains(table, " : ")) << table;
  EXPECT_TRUE(Contains(table, "nobody has told yet of what definition the task")) << table;
}

TEST(HolderCsv, ShowsADefinitionThatIsNotKnownAsUnknown) {
  const std::string csv = HolderCsv(WithoutDefinitions());
  EXPECT_FALSE(Contains(csv, ",:,")) << csv;
  EXPECT_TRUE(Contains(csv, ",unknown,arn:aws:ecs:")) << csv;
}

TEST(HolderCsv, ShowsEveryLayerAndTheObservers) {
  ExpectGolden("tests/golden/holders.csv", HolderCsv(BusySnapshot()));
}

TEST(HolderCsv, TellsUnknownFromAbsent) {
  ExpectGolden("tests/golden/holders.dim.csv", HolderCsv(DimSnapshot()));
}

}  // namespace
}  // namespace neuron
