#include <filesystem>
#include <iterator>
#include <set>
#include <string>

#include "agent/snapshot/sampler.h"
#include "agent/workload/placement_rules.h"
#include "gtest/gtest.h"
#include "tests/snapshot/gate.h"
#include "tests/snapshot/sampler_rig.h"

namespace neuron {
namespace {

// What Sampler does about chips and drivers that come and go.

using Kind = RecordingDriver::Call::Kind;

const Inventory& Last(const SamplerRig& rig) { return *rig.snapshots.back()->inventory; }

TEST(Sampler, SeesWhatAnEventIsAboutAtOnce) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.host.AddChip(3);
  const absl::Time began = rig.Start().taken_at;

  rig.host.RemoveChip(3);
  const Snapshot& without = rig.Event();
  EXPECT_EQ(without.free, ChipSet{2});
  EXPECT_EQ(without.taken_at - began, PassPacer::kGap) << "not a period later";

  rig.host.AddChip(3);
  EXPECT_EQ(rig.Event().free, (ChipSet{2, 3}));

  rig.host.UnloadDriver();
  EXPECT_FALSE(rig.Event().inventory->driver_loaded);
  EXPECT_TRUE(Last(rig).chips.empty());

  rig.host.SetDriverVersion("2.25.0.0");
  rig.host.AddChip(2);
  EXPECT_EQ(rig.Event().inventory->driver_version.value(), "2.25.0.0");
  EXPECT_EQ(rig.snapshots.back()->free, ChipSet{2});
  EXPECT_LT(rig.clock.Now() - began, absl::Milliseconds(100));
}

// A pass that is held up in the middle.
class SamplerBusyTest : public testing::Test {
 protected:
  SamplerBusyTest() {
    rig_.host.AddChip(2);
    rig_.host.AddChip(3);
    rig_.Start();
    rig_.holders.OnScan([this] { gate_.Pass(); });
    rig_.BeginPass();
    gate_.WaitForArrivals(1);
  }

  ~SamplerBusyTest() override {
    rig_.sampler = nullptr;
    gate_.Open();
    gate_.WaitForPassages(gate_.arrived());
    // After the visit that went through the gate last, which ends a little later.
    rig_.holders.OnScan(nullptr);
    rig_.visitor.Visit(WorkloadPlan());
  }

  // What is said first after an event.
  const Snapshot& Hear() {
    rig_.events.Happen();
    return rig_.FinishPass();
  }

  Gate gate_;
  SamplerRig rig_;
};

TEST_F(SamplerBusyTest, TellsOfChipsThatComeOrGoDuringThePass) {
  rig_.host.RemoveChip(3);
  rig_.host.AddChip(4);
  const Snapshot& first = Hear();
  EXPECT_EQ(first.free, ChipSet{2});
  ASSERT_EQ(first.chips.size(), 2u);
  EXPECT_EQ(first.chips[1].index, 4);
  EXPECT_EQ(first.sequence, 2u);
  EXPECT_EQ(first.taken_at, rig_.snapshots[0]->taken_at) << "it is no fresher";
}

TEST_F(SamplerBusyTest, DoesNotGoBackToWhatThePassSawBefore) {
  rig_.host.RemoveChip(3);
  Hear();
  gate_.Open();
  const Snapshot& whole = rig_.FinishPass();
  EXPECT_EQ(whole.sequence, 3u);
  ASSERT_EQ(whole.chips.size(), 1u);
  EXPECT_EQ(whole.free, ChipSet{2});
  EXPECT_TRUE(whole.sources[0].status.ok()) << whole.sources[0].status;
}

TEST_F(SamplerBusyTest, PassesAgainRightAfterIt) {
  rig_.events.Happen();
  rig_.host.AddChip(4);
  rig_.clock.Advance(absl::Milliseconds(30));
  gate_.Open();
  rig_.FinishPass();
  rig_.clock.Advance(absl::ZeroDuration());
  rig_.FinishPass();
  while (rig_.snapshots.back()->free != ChipSet{2, 3, 4}) {
    ASSERT_LT(rig_.snapshots.size(), 5u);
    rig_.FinishPass();
  }
}

TEST_F(SamplerBusyTest, HearsOfManyEventsAtATime) {
  rig_.host.RemoveChip(3);
  rig_.events.Happen();
  rig_.events.Happen();
  EXPECT_EQ(Hear().chips.size(), 1u);
  rig_.host.RemoveChip(2);
  EXPECT_TRUE(Hear().chips.empty());
}

TEST(Sampler, TellsWhichChipsThereAreBeforeItVisitsThem) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.host.AddChip(3);
  const std::shared_ptr<const Snapshot> before = (rig.Start(), rig.snapshots.back());
  rig.host.AddChip(4);
  rig.host.RemoveChip(3);
  Gate gate;
  rig.holders.OnScan([&] { gate.Pass(); });
  rig.clock.Advance(absl::Milliseconds(100));
  rig.events.Happen();
  rig.clock.Advance(absl::ZeroDuration());
  const Snapshot& first = rig.FinishPass();
  EXPECT_EQ(first.sequence, 2u);
  EXPECT_EQ(first.free, ChipSet{2});
  ASSERT_EQ(first.chips.size(), 2u);
  EXPECT_EQ(first.chips[1].index, 4);
  EXPECT_EQ(first.valid_groups, ValidGroups(*first.inventory));
  EXPECT_EQ(first.sources.size(), 8u);
  EXPECT_EQ(first.sources[1].last_success, before->taken_at);
  gate.Open();
  const Snapshot& whole = rig.FinishPass();
  EXPECT_EQ(whole.sequence, 3u);
  EXPECT_EQ(whole.free, (ChipSet{2, 4}));
}

TEST(Sampler, DoesNotCallSysfsDownForChipsThatGoOneByOne) {
  SamplerRig rig;
  for (int chip = 0; chip < 8; ++chip) {
    rig.host.AddChip(chip);
  }
  rig.Start();
  int next = 0;
  rig.holders.OnScan([&] { rig.host.RemoveChip(next++); });
  rig.host.RemoveChip(next++);
  const Snapshot& snapshot = rig.Pass();
  EXPECT_EQ(snapshot.sources[0].status, absl::OkStatus());
  EXPECT_TRUE(snapshot.free.empty());
}

TEST(Sampler, HasNoFirstWordWhereNothingCameOrWent) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.Start();
  rig.Event();
  EXPECT_EQ(rig.first_word, nullptr);
  EXPECT_EQ(rig.snapshots.size(), 2u);
}

TEST(Sampler, MindsNoEventAfterItsEnd) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.Start();
  rig.sampler = nullptr;
  rig.events.Happen();
  EXPECT_EQ(rig.clock.PendingAlarms(), 0u);
}

TEST(Sampler, LooksEachPeriodThoughThereAreNoEvents) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.events.SetStatus(absl::UnavailableError("no netlink"));
  const Snapshot& first = rig.Start();
  EXPECT_EQ(first.sources[2].status, absl::UnavailableError("no netlink"));
  EXPECT_EQ(first.sources[2].last_success, absl::InfinitePast());
  EXPECT_EQ(first.free, ChipSet{2}) << "it is no reason for doubt";
  rig.host.AddChip(3);
  EXPECT_EQ(rig.Pass().free, (ChipSet{2, 3}));
}

TEST(Sampler, NeverOpensADeviceBecauseOfAnEvent) {
  SamplerRig rig;
  rig.host.AddChip(2);
  rig.Start();
  // Less than a second in all: the driver may still be setting the chip up.
  for (int event = 0; event < 40; ++event) {
    rig.Event();
  }
  EXPECT_EQ(rig.driver.Count(Kind::kOpen), 0u);
  rig.Pass();
  rig.Pass();
  EXPECT_EQ(rig.driver.Count(Kind::kOpen), 1u);
}

TEST(Sampler, AsksNobodyAgainAfterAReloadOfTheSameDriver) {
  SamplerRig rig;
  rig.host.AddChip(2);
  for (rig.Start(); Last(rig).chips[0].answers.is_unknown();) {
    rig.Pass();
  }
  rig.host.ReplaceModule();
  rig.host.ReplaceChip(2);
  EXPECT_TRUE(rig.Event().inventory->chips[0].answers.has_value());
  for (int pass = 0; pass < 15; ++pass) {
    rig.Pass();
  }
  EXPECT_EQ(rig.driver.Count(Kind::kOpen), 1u);
}

TEST(Sampler, AsksAgainAfterAnUpgradeOnceTheChipIsSetUp) {
  SamplerRig rig;
  rig.host.AddChip(2);
  for (rig.Start(); Last(rig).chips[0].answers.is_unknown();) {
    rig.Pass();
  }
  rig.host.SetDriverVersion("2.25.0.0");
  rig.host.ReplaceModule();
  rig.host.ReplaceChip(2);
  EXPECT_TRUE(rig.Event().inventory->chips[0].answers.is_unknown());
  EXPECT_EQ(rig.driver.Count(Kind::kOpen), 1u);
  while (Last(rig).chips[0].answers.is_unknown()) {
    rig.Pass();
  }
  rig.Pass();
  EXPECT_EQ(rig.driver.Count(Kind::kOpen), 2u);
}

// What this process has open, but for the listing itself.
std::multiset<std::string> OpenFiles() {
  std::multiset<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code gone;
    const std::string file = std::filesystem::read_symlink(entry.path(), gone).string();
    if (!gone && file.find("/proc/") != 0) {
      files.insert(file);
    }
  }
  return files;
}

TEST(Sampler, KeepsNothingOpenFromOnePassToTheNext) {
  SamplerRig rig;
  for (int chip = 0; chip < 4; ++chip) {
    rig.host.AddChip(chip);
  }
  const std::multiset<std::string> before = OpenFiles();
  rig.Start();
  for (int pass = 0; pass < 5; ++pass) {
    rig.Pass();
    rig.Event();
    EXPECT_EQ(OpenFiles(), before);
    EXPECT_EQ(rig.driver.open_descriptors(), 0);
  }
  EXPECT_EQ(rig.driver.Count(Kind::kOpen), 4u);
}

}  // namespace
}  // namespace neuron
