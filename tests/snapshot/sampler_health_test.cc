#include "agent/snapshot/sampler.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/snapshot/sampler_rig.h"
#include "tests/snapshot/stuck_file.h"

namespace neuron {
namespace {

// How Sampler comes to know that a chip is not well.

using ::testing::HasSubstr;

constexpr char kError[] = "NEURON_HW_ERR=HBM_UNCORRECTABLE_ERROR nd-id=2 nc-id=0";

class SamplerHealthTest : public testing::Test {
 protected:
  SamplerHealthTest() {
    rig_.host.AddChip(2);
    rig_.host.AddChip(3);
  }

  // The pass that something begins which is not time.
  const Snapshot& PassThatBegan() {
    rig_.clock.Advance(absl::ZeroDuration());
    return rig_.FinishPass();
  }

  SamplerRig rig_;
};

TEST_F(SamplerHealthTest, ListensToTheKernelsLogOnceChipsAreKnown) {
  EXPECT_EQ(rig_.log.starts, 0);
  rig_.Start();
  EXPECT_EQ(rig_.log.starts, 1);
}

TEST_F(SamplerHealthTest, PassesAtOnceWhenTheKernelSpeaksAgainstAChip) {
  rig_.Start();
  rig_.clock.Advance(PassPacer::kGap);
  rig_.log.Say(kError, rig_.clock.Now());
  const Snapshot& now = PassThatBegan();
  EXPECT_EQ(now.chips[0].health.verdict, Verdict::kSuspect);
  EXPECT_EQ(now.chips[1].health.verdict, Verdict::kOk);
  EXPECT_EQ(now.free, (ChipSet{2, 3})) << "one word that can be forged";
}

TEST_F(SamplerHealthTest, CallsAChipBadOnceASecondSourceSaysSo) {
  rig_.host.WriteChip(2, "stats/hardware/mem_ecc_uncorrected", "0\n");
  rig_.Start();
  rig_.clock.Advance(PassPacer::kGap);
  rig_.log.Say(kError, rig_.clock.Now());
  PassThatBegan();
  rig_.host.WriteChip(2, "stats/hardware/mem_ecc_uncorrected", "1\n");
  const Snapshot& now = rig_.Pass();
  EXPECT_EQ(now.chips[0].health.verdict, Verdict::kBad) << now.chips[0].health.evidence;
  EXPECT_EQ(now.free, ChipSet{3});
  EXPECT_EQ(now.health, NodeHealth::kDegraded);
}

TEST_F(SamplerHealthTest, PassesAtOnceWhenTheFirmwareHasNews) {
  rig_.Start();
  rig_.clock.Advance(PassPacer::kGap);
  rig_.host.WriteChip(3, "reset", "2\n");
  rig_.firmware.Happen(3);
  EXPECT_EQ(PassThatBegan().chips[1].health.reason, "reset_failed");
}

TEST_F(SamplerHealthTest, FollowsTheEventsOfChipsThatBearIt) {
  rig_.host.SetDriverVersion("2.30.2.0");
  rig_.host.WriteChip(2, "stats/hardware/health_status/hw_error_event", "0\n");
  rig_.Start();
  ASSERT_EQ(rig_.firmware.files().size(), 1u);
  EXPECT_EQ(rig_.firmware.files()[0].chip, 2);
  rig_.host.RemoveChip(2);
  rig_.Event();
  EXPECT_TRUE(rig_.firmware.files().empty());
}

TEST_F(SamplerHealthTest, SaysHowItsSourcesFare) {
  rig_.log.fares = absl::PermissionDeniedError("root only");
  rig_.firmware.SetStatus(absl::ResourceExhaustedError("no more descriptors"));
  const Snapshot& first = rig_.Start();
  EXPECT_EQ(first.sources[6].name, "kernel_log");
  EXPECT_EQ(first.sources[6].status, absl::PermissionDeniedError("root only"));
  EXPECT_EQ(first.sources[7].name, "firmware_events");
  EXPECT_EQ(first.sources[7].status, absl::ResourceExhaustedError("no more descriptors"));
}

TEST_F(SamplerHealthTest, GoesByTheRulesItIsGivenLater) {
  rig_.host.WriteChip(2, "stats/hardware/sram_ecc_uncorrected", "1\n");
  EXPECT_EQ(rig_.Start().chips[0].health.verdict, Verdict::kSuspect);
  HealthRules rules = DefaultHealthRules();
  rules.rules[Ailment::kSramUncorrectable].suspect_at = 0;
  rig_.sampler->SetRules(rules);
  EXPECT_EQ(rig_.Pass().chips[0].health.verdict, Verdict::kOk);
}

TEST_F(SamplerHealthTest, LeavesAChipAloneThatDidNotAnswer) {
  // Until the chips have been asked: who comes back late asks nobody.
  rig_.Start();
  rig_.Pass();
  rig_.Pass();
  {
    const StuckFile stuck(rig_.host.ChipPath(2, "reset"));
    rig_.BeginPass();
    stuck.WaitForReader();
    rig_.clock.Advance(SamplerRig::kDeadline);
    rig_.FinishPass();
  }
  const Snapshot* now = &rig_.Pass();
  while (absl::IsDeadlineExceeded(now->chips[0].counters.why())) {
    now = &rig_.Pass();
  }
  // It may have been long enough until it came back.
  if (now->chips[0].counters.is_unknown()) {
    EXPECT_THAT(std::string(now->chips[0].counters.why().message()), HasSubstr("left alone"));
  }
  for (int pass = 0; pass < 3; ++pass) {
    now = &rig_.Pass();
  }
  EXPECT_TRUE(now->chips[0].counters.has_value());
  EXPECT_EQ(now->free, (ChipSet{2, 3}));
}

}  // namespace
}  // namespace neuron
