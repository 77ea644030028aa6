#include "agent/snapshot/sampler.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/snapshot/gate.h"
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

TEST_F(SamplerHealthTest, TellsWhatBecameOfTheKernelsLog) {
  EXPECT_FALSE(rig_.Start().kernel_log.has_value()) << "nothing was heard yet";
  rig_.log.Say("NEURON_HW_ERR=HBM_UNCORRECTABLE_ERROR nd-id=77", rig_.clock.Now());
  const Snapshot& now = rig_.Pass();
  ASSERT_TRUE(now.kernel_log.has_value());
  EXPECT_EQ(now.kernel_log->forged, 1U);
  EXPECT_EQ(now.kernel_log->latest.at(0).chip, 77);
  EXPECT_EQ(now.chips[0].health.verdict, Verdict::kOk);
}

TEST_F(SamplerHealthTest, SeesWithinAMinuteThatASerialNumberIsAnother) {
  rig_.Start();
  rig_.Pass();
  rig_.host.WriteChip(2, "info/serial_number", "00000000000000ab\n");
  const Snapshot* now = nullptr;
  for (int second = 0; second <= 61; ++second) {
    now = &rig_.Pass();
  }
  EXPECT_EQ(now->chips[0].health.reason, "serial_changed") << now->chips[0].health.evidence;
  EXPECT_EQ(now->inventory->chips[0].serial_number.value(), "00000000000000ab");
  EXPECT_EQ(now->chips[1].health.verdict, Verdict::kOk);
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

TEST_F(SamplerHealthTest, LooksAtOnceAndOnlyAtTheChipWhoseFirmwareHasNews) {
  const Snapshot& first = rig_.Start();
  rig_.clock.Advance(absl::Milliseconds(3));
  rig_.host.WriteChip(2, "reset", "2\n");
  rig_.host.WriteChip(3, "reset", "2\n");
  rig_.firmware.Happen(3);
  const Snapshot& now = rig_.FinishPass();
  EXPECT_EQ(now.sequence, first.sequence + 1);
  EXPECT_EQ(now.taken_at, first.taken_at) << "the whole is no fresher";
  EXPECT_EQ(now.chips[1].health.reason, "reset_failed");
  EXPECT_EQ(now.chips[1].counters.value().reset_state.value(), ResetState::kInvalid);
  EXPECT_EQ(now.chips[1].read_at, rig_.clock.Now());
  EXPECT_EQ(now.chips[0].health.verdict, Verdict::kOk);
  EXPECT_EQ(now.chips[0].read_at, first.taken_at);
  EXPECT_EQ(now.free, ChipSet{2});
}

TEST_F(SamplerHealthTest, LooksWhileAPassIsUnderWayWhichDoesNotUndoIt) {
  rig_.Start();
  Gate gate;
  rig_.holders.OnScan([&] { gate.Pass(); });
  rig_.BeginPass();
  // By now the pass has read the chips.
  gate.WaitForArrivals(1);
  rig_.host.WriteChip(3, "reset", "2\n");
  rig_.firmware.Happen(3);
  EXPECT_EQ(rig_.FinishPass().free, ChipSet{2});
  rig_.holders.OnScan(nullptr);
  gate.Open();
  const Snapshot& pass = rig_.FinishPass();
  EXPECT_EQ(pass.taken_at, rig_.clock.Now());
  EXPECT_EQ(pass.chips[1].health.reason, "reset_failed");
  EXPECT_EQ(pass.free, ChipSet{2});
}

TEST_F(SamplerHealthTest, SaysAtOnceThatAChipIsUnknownWhoseFirmwareHasNewsAndThatDoesNotAnswer) {
  rig_.Start();
  rig_.Pass();
  rig_.Pass();
  const StuckFile stuck(rig_.host.ChipPath(3, "reset"));
  rig_.firmware.Happen(3);
  stuck.WaitForReader();
  rig_.clock.Advance(SamplerRig::kDeadline);
  const Snapshot& dim = *rig_.snapshots.back();
  EXPECT_EQ(dim.chips[1].health.verdict, Verdict::kUnknown);
  EXPECT_FALSE(dim.chips[1].usage.has_value());
  EXPECT_EQ(dim.free, ChipSet{2});
  rig_.firmware.Happen(3);
  const Snapshot& pass = rig_.Pass();
  EXPECT_EQ(pass.free, ChipSet{2});
  EXPECT_THAT(std::string(pass.chips[1].counters.why().message()),
              HasSubstr("has not come back yet"))
      << "nobody reads it a second time";
}

TEST_F(SamplerHealthTest, PassesIfItsFirmwareHasNewsOfAChipThatIsNotKnownYet) {
  rig_.Start();
  rig_.clock.Advance(PassPacer::kGap);
  rig_.host.AddChip(7);
  rig_.firmware.Happen(7);
  EXPECT_EQ(PassThatBegan().chips.size(), 3u);
}

TEST_F(SamplerHealthTest, BearsThatFirmwareHasNewsAllTheTime) {
  rig_.Start();
  for (int i = 0; i < 1000; ++i) {
    rig_.firmware.Happen(3);
  }
  rig_.FinishPass();
  rig_.clock.Advance(ChipLooks::kGap - absl::Microseconds(1));
  EXPECT_EQ(rig_.queue.size(), 0u);
  EXPECT_EQ(rig_.snapshots.size(), 2u);
  rig_.clock.Advance(absl::Microseconds(1));
  rig_.FinishPass();
  rig_.clock.Advance(absl::Milliseconds(100));
  EXPECT_EQ(rig_.snapshots.size(), 3u);
}

TEST_F(SamplerHealthTest, CountsWhatALookFoundOnceAndOverTheTimeSince) {
  const auto successes = [](const Snapshot& snapshot) {
    const CoreCounters& core = snapshot.chips[1].counters.value().cores[0];
    return core.tallies[CoreTally::kSuccess].value();
  };
  const auto rate = [](const Snapshot& snapshot) {
    return snapshot.chips[1].usage->cores[0].per_second[CoreRate::kSucceeded];
  };
  const std::uint64_t before = successes(rig_.Start());
  rig_.clock.Advance(absl::Milliseconds(100));
  rig_.host.WriteChip(3, "neuron_core0/stats/status/success/total", "17\n");
  rig_.firmware.Happen(3);
  const Snapshot& look = rig_.FinishPass();
  EXPECT_EQ(successes(look), before + 10);
  EXPECT_EQ(rate(look), Reading<double>(100.0));
  const Snapshot& pass = rig_.Pass();
  EXPECT_EQ(successes(pass), before + 10);
  EXPECT_EQ(rate(pass), Reading<double>(0.0));
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
    rig_.GiveUp();
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
