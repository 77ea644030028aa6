#include "agent/snapshot/sampler.h"

#include "agent/workload/placement_rules.h"
#include "gtest/gtest.h"
#include "tests/snapshot/sampler_rig.h"

namespace neuron {
namespace {

const SourceReport& Sysfs(const Snapshot& snapshot) { return snapshot.sources[0]; }
const SourceReport& Processes(const Snapshot& snapshot) { return snapshot.sources[1]; }

TEST(Sampler, SealsACompleteSnapshotAtOnce) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.host.AddChip(10);
  rig.holders.Hold(4711, rig.host.IdentityOf(10));
  const Snapshot& first = rig.Start();
  EXPECT_EQ(first.sequence, 1u);
  EXPECT_EQ(first.taken_at, rig.clock.Now());
  EXPECT_EQ(first.inventory->driver_version.value(), "2.24.7.0");
  ASSERT_EQ(first.chips.size(), 2u);
  ASSERT_EQ(first.inventory->chips.size(), 2u);
  EXPECT_EQ(first.inventory->chips[1].identity.value(), rig.host.IdentityOf(10));
  EXPECT_EQ(first.chips[0].index, 2);
  EXPECT_EQ(first.chips[0].counters.value().reset_state.value(), ResetState::kReady);
  EXPECT_EQ(first.chips[0].read_at, rig.clock.Now());
  EXPECT_EQ(HolderPids(first.chips[1].allocation), std::vector<int>{4711});
  EXPECT_EQ(first.free, ChipSet{2});
}

TEST(Sampler, ReportsItsSources) {
  SamplerRig rig;
  rig.host.AddChip(2);
  const Snapshot& first = rig.Start();
  ASSERT_EQ(first.sources.size(), 8u);
  EXPECT_EQ(Sysfs(first).name, "sysfs");
  EXPECT_EQ(Sysfs(first).status, absl::OkStatus());
  EXPECT_EQ(Sysfs(first).last_success, first.taken_at);
  EXPECT_EQ(Processes(first).name, "processes");
  EXPECT_EQ(Processes(first).status, absl::OkStatus());
  EXPECT_EQ(Processes(first).last_success, first.taken_at);
  EXPECT_EQ(first.sources[2].name, "uevents");
  EXPECT_EQ(first.sources[2].status, absl::OkStatus());
  EXPECT_EQ(first.sources[2].last_success, first.taken_at);
  EXPECT_EQ(first.sources[3].name, "pci");
  EXPECT_EQ(first.sources[3].status, absl::OkStatus());
}

TEST(Sampler, WorksOutTheValidGroupsOfEachInventory) {
  SamplerRig rig;
  rig.host.AddChip(2);
  const Snapshot& first = rig.Start();
  EXPECT_EQ(first.valid_groups, ValidGroups(*first.inventory));
  EXPECT_EQ(rig.Pass().valid_groups, first.valid_groups);
  rig.host.AddChip(3);
  const Snapshot& next = rig.Pass();
  EXPECT_EQ(next.valid_groups, ValidGroups(*next.inventory));
  EXPECT_NE(next.valid_groups, first.valid_groups);
}

TEST(Sampler, CountsItsSnapshots) {
  SamplerRig rig;
  EXPECT_EQ(rig.Start().sequence, 1u);
  EXPECT_EQ(rig.Pass().sequence, 2u);
  EXPECT_EQ(rig.Pass().sequence, 3u);
}

TEST(Sampler, MakesOnePassEachPeriod) {
  SamplerRig rig;
  rig.Start();
  for (int pass = 1; pass <= 5; ++pass) {
    rig.clock.Advance(SamplerRig::kPeriod - absl::Milliseconds(1));
    EXPECT_EQ(rig.clock.PendingAlarms(), 1u) << "waits for the rest of the period";
    rig.clock.Advance(absl::Milliseconds(1));
    const Snapshot& snapshot = rig.FinishPass();
    EXPECT_EQ(snapshot.taken_at - rig.snapshots[0]->taken_at, pass * SamplerRig::kPeriod);
  }
}

TEST(Sampler, SealsAnEmptySnapshotWithoutADriver) {
  SamplerRig rig;
  rig.host.UnloadDriver();
  const Snapshot& first = rig.Start();
  EXPECT_FALSE(first.inventory->driver_loaded);
  EXPECT_TRUE(first.chips.empty());
  EXPECT_EQ(Sysfs(first).status, absl::OkStatus());
}

TEST(Sampler, SeesADriverThatIsLoadedLater) {
  SamplerRig rig;
  rig.host.UnloadDriver();
  rig.Start();
  rig.host.SetDriverVersion("2.24.7.0");
  rig.host.AddChip(0);
  EXPECT_EQ(rig.Pass().free, ChipSet{0});
}

TEST(Sampler, KnowsEverythingOfAChipThatCameInItsVeryFirstSnapshot) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.Start();
  rig.host.AddChip(3);
  rig.holders.Hold(4711, rig.host.IdentityOf(3));
  const Snapshot& next = rig.Pass();
  ASSERT_EQ(next.chips.size(), 2u);
  EXPECT_TRUE(next.chips[1].counters.has_value());
  EXPECT_EQ(next.chips[1].allocation.occupancy, Occupancy::kHeld);
}

TEST(Sampler, ForgetsAChipThatWent) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.host.AddChip(3);
  rig.Start();
  rig.host.RemoveChip(2);
  const Snapshot& next = rig.Pass();
  ASSERT_EQ(next.chips.size(), 1u);
  EXPECT_EQ(next.chips[0].index, 3);
  EXPECT_EQ(next.free, ChipSet{3});
}

TEST(Sampler, LooksForHoldersByTheNewNodeOfAChipWhoseDriverWasLoadedAnew) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.Start();
  rig.host.ReloadDriver(2);
  rig.holders.Hold(4711, rig.host.IdentityOf(2));
  EXPECT_EQ(rig.Pass().chips[0].allocation.occupancy, Occupancy::kHeld);
}

TEST(Sampler, CallsNothingFreeWhileTheChipsNeverStandStill) {
  SamplerRig rig;
  rig.host.AddChip(2);
  int node = 3;
  // In each round, after the chips were visited, one more comes.
  rig.holders.OnScan([&] { rig.host.AddChip(node++); });
  const Snapshot& first = rig.Start();
  EXPECT_EQ(rig.holders.scans(), 4) << "rounds end";
  EXPECT_TRUE(first.free.empty());
  EXPECT_TRUE(absl::IsUnavailable(Processes(first).status)) << Processes(first).status;
  rig.holders.OnScan(nullptr);
  const Snapshot& next = rig.Pass();
  EXPECT_EQ(next.free.size(), 5);
}

TEST(Sampler, CallsNothingFreeWhileSomeProcessesAreHidden) {
  SamplerRig rig;
  rig.host.AddChip(2);
  const absl::Time began = rig.Start().taken_at;
  rig.holders.SetSight(absl::PermissionDeniedError("run it as root"));
  const Snapshot& next = rig.Pass();
  EXPECT_TRUE(next.free.empty());
  EXPECT_EQ(Processes(next).status, absl::PermissionDeniedError("run it as root"));
  EXPECT_EQ(Processes(next).last_success, began);
}

TEST(Sampler, KeepsToTheChipsItKnowsWhileTheyCannotBeListed) {
  SamplerRig rig;
  rig.host.AddChip(2);
  const absl::Time began = rig.Start().taken_at;
  rig.host.SpoilChipList();
  const Snapshot& next = rig.Pass();
  ASSERT_EQ(next.chips.size(), 1u);
  EXPECT_TRUE(next.free.empty());
  EXPECT_FALSE(Sysfs(next).status.ok());
  EXPECT_EQ(Sysfs(next).last_success, began);
}

TEST(Sampler, SaysThatSysfsIsDownForAChipThatCannotBeRead) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.host.AddChip(3);
  rig.host.SpoilChip(2);
  const Snapshot& next = rig.Start();
  ASSERT_EQ(next.chips.size(), 2u);
  EXPECT_TRUE(next.chips[0].counters.is_unknown());
  EXPECT_EQ(next.free, ChipSet{3});
  EXPECT_EQ(Sysfs(next).status.message().find("neuron2: "), 0u) << Sysfs(next).status;
}

TEST(Sampler, AsksEachChipOnce) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.host.AddChip(3);
  rig.Start();
  for (int pass = 0; pass < 5; ++pass) {
    rig.Pass();
  }
  EXPECT_EQ(rig.driver.Count(RecordingDriver::Call::Kind::kOpen), 2u);
  EXPECT_TRUE(rig.snapshots.back()->inventory->chips[0].answers.has_value());
}

// How often a sampler opens the one chip of an UltraServer in three passes.
std::size_t OpensOnUltraServer(SamplerRig* rig) {
  rig->host.SetInstanceType("trn2u.48xlarge");
  rig->host.AddChip(2);
  rig->Start();
  rig->Pass();
  rig->Pass();
  return rig->driver.Count(RecordingDriver::Call::Kind::kOpen);
}

TEST(Sampler, AsksOnAnUltraServerOnceItSawThatNobodyHoldsAChip) {
  SamplerRig rig;
  EXPECT_EQ(OpensOnUltraServer(&rig), 1u);
}

TEST(Sampler, DoesNotAskOnAnUltraServerWhoseChipsAreHeld) {
  SamplerRig rig;
  rig.host.AddChip(3);
  rig.holders.Hold(4711, rig.host.IdentityOf(3));
  EXPECT_EQ(OpensOnUltraServer(&rig), 0u);
}

TEST(Sampler, DoesNotAskOnAnUltraServerWhoseProcessesAreHidden) {
  SamplerRig rig;
  rig.holders.SetSight(absl::PermissionDeniedError("run it as root"));
  EXPECT_EQ(OpensOnUltraServer(&rig), 0u);
}

TEST(Sampler, DoesNotAskOnAnUltraServerOneOfWhoseChipsCannotBeRecognised) {
  SamplerRig rig;
  rig.host.AddChip(3);
  rig.host.RemoveNode(3);
  EXPECT_EQ(OpensOnUltraServer(&rig), 0u);
}

}  // namespace
}  // namespace neuron
