#include "agent/snapshot/sampler.h"
#include "gtest/gtest.h"
#include "tests/snapshot/sampler_rig.h"
#include "tests/snapshot/stuck_file.h"

namespace neuron {
namespace {

// When Sampler looks at PCI: seen by a lone chip that is paired with the lone function there.

constexpr char kFunction[] = "0000:00:1e.0";

class SamplerPciTest : public testing::Test {
 protected:
  SamplerPciTest() { rig_.host.AddChip(2); }

  const Reading<PciFunction>& Pci() const { return rig_.snapshots.back()->inventory->chips[0].pci; }

  SamplerRig rig_;
};

TEST_F(SamplerPciTest, LooksAtTheStart) {
  rig_.host.AddPciFunction(kFunction);
  rig_.Start();
  EXPECT_TRUE(Pci().has_value()) << Pci().why();
}

TEST_F(SamplerPciTest, LooksOnceAMinute) {
  const absl::Time start = rig_.Start().taken_at;
  EXPECT_FALSE(Pci().has_value());
  rig_.host.AddPciFunction(kFunction);
  while (!Pci().has_value()) {
    rig_.Pass();
    ASSERT_LE(rig_.clock.Now() - start, absl::Minutes(1));
  }
  EXPECT_EQ(rig_.clock.Now() - start, absl::Minutes(1));
}

TEST_F(SamplerPciTest, LooksInTheFirstRegularPassAfterAnEvent) {
  rig_.Start();
  rig_.host.AddPciFunction(kFunction);
  rig_.Event();
  EXPECT_FALSE(Pci().has_value()) << "which PCI may not delay";
  rig_.Pass();
  EXPECT_TRUE(Pci().has_value()) << Pci().why();
}

TEST_F(SamplerPciTest, LooksEachPeriodThoughEventsDoNotEnd) {
  const absl::Time start = rig_.Start().taken_at;
  rig_.host.AddPciFunction(kFunction);
  rig_.Event();
  while (!Pci().has_value() && rig_.clock.Now() - start < absl::Minutes(1)) {
    rig_.host.RemoveChip(3);
    rig_.Event();
  }
  EXPECT_LE(rig_.clock.Now() - start, 2 * SamplerRig::kPeriod);
}

TEST_F(SamplerPciTest, LooksAfterTheChipsOrTheHostChanged) {
  rig_.Start();
  rig_.host.AddPciFunction(kFunction);
  rig_.host.ReplaceChip(2);
  rig_.Pass();
  EXPECT_FALSE(Pci().has_value()) << "found out in a pass that looks elsewhere";
  rig_.Pass();
  EXPECT_TRUE(Pci().has_value()) << Pci().why();
}

TEST_F(SamplerPciTest, SaysThatPciDoesNotAnswerAndHoldsUpNothingElse) {
  rig_.host.AddPciFunction(kFunction);
  {
    const StuckFile stuck(rig_.host.PciPath(kFunction, "vendor"));
    rig_.sampler->Start();
    stuck.WaitForReader();
    rig_.clock.Advance(SamplerRig::kDeadline);
    const Snapshot& dim = rig_.snapshots.empty() ? rig_.FinishPass() : *rig_.snapshots.back();
    EXPECT_EQ(dim.free, ChipSet{2});
    EXPECT_TRUE(absl::IsDeadlineExceeded(Pci().why())) << Pci().why();
    EXPECT_TRUE(dim.sources[0].status.ok());
    EXPECT_TRUE(absl::IsDeadlineExceeded(dim.sources[3].status)) << dim.sources[3].status;
    EXPECT_EQ(dim.sources[3].last_success, absl::InfinitePast());
    EXPECT_EQ(rig_.Pass().collection_time, absl::ZeroDuration());
    EXPECT_TRUE(Pci().is_unknown());
  }
  const absl::Time free = rig_.clock.Now();
  while (!Pci().has_value()) {
    rig_.Pass();
    ASSERT_LE(rig_.clock.Now() - free, absl::Hours(1));
  }
}

TEST_F(SamplerPciTest, TellsHowOldWhatPciSaysIs) {
  const absl::Time start = rig_.Start().taken_at;
  EXPECT_EQ(rig_.snapshots.back()->sources[3].name, "pci");
  EXPECT_EQ(rig_.snapshots.back()->sources[3].last_success, start);
  // The first pass found the chips, so the second looks at PCI no more than the third.
  rig_.Pass();
  EXPECT_EQ(rig_.Pass().sources[3].last_success, start);
}

TEST_F(SamplerPciTest, SaysThatPciCannotBeLookedAt) {
  const absl::Time start = rig_.Start().taken_at;
  rig_.host.SpoilPci();
  rig_.Event();
  const SourceReport& pci = rig_.Pass().sources[3];
  EXPECT_FALSE(pci.status.ok());
  EXPECT_EQ(pci.last_success, start);
  EXPECT_EQ(rig_.snapshots.back()->free, ChipSet{2});
}

}  // namespace
}  // namespace neuron
