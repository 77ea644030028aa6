#include "agent/snapshot/assemble.h"

#include <utility>

#include "agent/telemetry/codec.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

// What the example's pass over the sources brought.
Findings ExampleFindings() {
  const Snapshot example = ExampleSnapshot();
  Findings findings;
  findings.sequence = example.sequence;
  findings.taken_at = example.taken_at;
  findings.collection_time = example.collection_time;
  findings.inventory = example.inventory;
  findings.valid_groups = example.valid_groups;
  for (const ChipState& chip : example.chips) {
    findings.counters.push_back(chip.counters);
    findings.read_at.push_back(chip.read_at);
    findings.usage.push_back(chip.usage);
    findings.health.push_back(chip.health);
  }
  findings.evidence = example.evidence;
  findings.sources = example.sources;
  return findings;
}

// On a sheet of its own.
std::shared_ptr<const Snapshot> Sealed(Findings findings) {
  SnapshotPool pool;
  return Assemble(std::move(findings), &pool);
}

TEST(Assemble, KeepsWhatWasFound) {
  const Findings findings = ExampleFindings();
  const auto snapshot = Sealed(findings);
  EXPECT_EQ(snapshot->sequence, findings.sequence);
  EXPECT_EQ(snapshot->taken_at, findings.taken_at);
  EXPECT_EQ(snapshot->collection_time, findings.collection_time);
  EXPECT_EQ(snapshot->inventory, findings.inventory);
  EXPECT_EQ(snapshot->evidence.holders.holders.size(), 2u);
  EXPECT_EQ(snapshot->sources[0].status, findings.sources[0].status);
  ASSERT_EQ(snapshot->chips.size(), 16u);
  for (int chip = 0; chip < 16; ++chip) {
    EXPECT_EQ(snapshot->chips[chip].index, chip);
    EXPECT_EQ(snapshot->chips[chip].read_at, findings.read_at[chip]);
  }
  EXPECT_TRUE(snapshot->chips[9].counters.is_unknown());
}

TEST(Assemble, TakesTheVerdictsAndJudgesTheHost) {
  const auto snapshot = Sealed(ExampleFindings());
  EXPECT_EQ(snapshot->chips[0].health.verdict, Verdict::kOk);
  EXPECT_EQ(snapshot->chips[2].health.verdict, Verdict::kSuspect);
  EXPECT_EQ(snapshot->chips[9].health.verdict, Verdict::kUnknown);
  EXPECT_EQ(snapshot->chips[15].health.verdict, Verdict::kBad);
  EXPECT_EQ(snapshot->health, NodeHealth::kDegraded);
}

TEST(Assemble, SaysWhoHasEachChip) {
  const auto snapshot = Sealed(ExampleFindings());
  EXPECT_EQ(snapshot->chips[4].allocation.occupancy, Occupancy::kHeld);
  EXPECT_EQ(HolderPids(snapshot->chips[4].allocation), std::vector<int>{4711});
  EXPECT_EQ(snapshot->chips[0].allocation.occupancy, Occupancy::kFree) << "only observed";
  EXPECT_EQ(snapshot->chips[12].allocation.occupancy, Occupancy::kUnknown);
}

TEST(Assemble, CallsFreeWhatIsOkOrSuspectAndKnownNotToBeTaken) {
  EXPECT_EQ(Sealed(ExampleFindings())->free, ExampleSnapshot().free);
}

TEST(Assemble, CallsNothingFreeOfABlindScan) {
  Findings findings = ExampleFindings();
  findings.evidence.holders.sight = absl::PermissionDeniedError("blind");
  EXPECT_TRUE(Sealed(findings)->free.empty());
}

TEST(Assemble, TakesTheValidGroupsAsTheyWereWorkedOut) {
  Findings findings = ExampleFindings();
  findings.valid_groups = {ChipSet{7}};
  EXPECT_EQ(Sealed(findings)->valid_groups, std::vector<ChipSet>{ChipSet{7}});
}

TEST(Assemble, WritesOverAllOfAnOldSheet) {
  SnapshotPool pool;
  Findings busy = ExampleFindings();
  busy.evidence.holders.sight = absl::PermissionDeniedError("blind");
  busy.valid_groups = {ChipSet{7}};
  const Snapshot* const old = Assemble(std::move(busy), &pool).get();
  const auto snapshot = Assemble(ExampleFindings(), &pool);
  ASSERT_EQ(snapshot.get(), old);
  EXPECT_EQ(Encode(*snapshot, "").SerializeAsString(),
            Encode(*Sealed(ExampleFindings()), "").SerializeAsString());
}

TEST(Assemble, SealsAHostWithoutChips) {
  Findings findings;
  findings.inventory = std::make_shared<Inventory>();
  const auto snapshot = Sealed(findings);
  EXPECT_TRUE(snapshot->chips.empty());
  EXPECT_TRUE(snapshot->free.empty());
  EXPECT_TRUE(snapshot->valid_groups.empty());
  EXPECT_EQ(snapshot->health, NodeHealth::kUnknown);
}

}  // namespace
}  // namespace neuron
