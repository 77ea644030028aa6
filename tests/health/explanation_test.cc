#include "agent/health/explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/health/advice.h"
#include "tests/health/patient.h"

namespace neuron {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

// MakeSign()'s time is 00:16:40.
const absl::Time kUntil = absl::FromUnixSeconds(1600) - absl::Milliseconds(1);

Trouble MakeTrouble(Ailment ailment, Verdict level) {
  Trouble trouble;
  trouble.ailment = ailment;
  trouble.level = level;
  trouble.until = kUntil;
  trouble.hold = absl::Minutes(10);
  trouble.signs = {MakeSign(ailment, SignSource::kSysfs)};
  return trouble;
}

TEST(ExplainTroubles, GivesTheGravestAndAllSigns) {
  const ChipHealth health =
      ExplainTroubles({MakeTrouble(Ailment::kHbmRepairable, Verdict::kSuspect),
                       MakeTrouble(Ailment::kDmaAbort, Verdict::kBad),
                       MakeTrouble(Ailment::kResetFailed, Verdict::kBad)});
  EXPECT_EQ(health.verdict, Verdict::kBad);
  EXPECT_EQ(health.reason, "dma_abort");
  EXPECT_EQ(health.evidence, "sysfs at 1970-01-01T00:16:40Z: dma_abort seen by sysfs");
  EXPECT_EQ(health.advice, AdviceOn(Ailment::kDmaAbort).what);
  ASSERT_THAT(health.signs, SizeIs(3));
  EXPECT_EQ(health.signs[0].ailment, Ailment::kDmaAbort);
  EXPECT_EQ(health.signs[1].ailment, Ailment::kResetFailed);
  EXPECT_EQ(health.signs[2].ailment, Ailment::kHbmRepairable);
}

TEST(ExplainTroubles, GivesTheEvidenceOfEachSourceWhatMayBeOldLast) {
  Trouble trouble = MakeTrouble(Ailment::kSramUncorrectable, Verdict::kBad);
  Sign old = MakeState(Ailment::kSramUncorrectable, SignSource::kSysfs);
  old.weight = SignWeight::kMayBeOld;
  trouble.signs = {old, MakeSign(Ailment::kSramUncorrectable, SignSource::kKernelLog)};
  EXPECT_EQ(ExplainTroubles({trouble}).evidence,
            "kernel_log at 1970-01-01T00:16:40Z: sram_uncorrectable seen by kernel_log; "
            "sysfs since 1970-01-01T00:16:40Z: sram_uncorrectable seen by sysfs");
}

TEST(ExplainTroubles, SaysUntilWhenNoSignMayCome) {
  const Trouble trouble = MakeTrouble(Ailment::kComputeHang, Verdict::kSuspect);
  EXPECT_EQ(ExplainTroubles({trouble}).clears_when, "no further sign until 1970-01-01T00:26:40Z");
}

TEST(ExplainTroubles, SaysWhatMustBeOverFirst) {
  Trouble trouble = MakeTrouble(Ailment::kHolderStuck, Verdict::kSuspect);
  trouble.holds_now = true;
  EXPECT_EQ(ExplainTroubles({trouble}).clears_when,
            "no holder is in uninterruptible sleep, and no further sign for 10m");
}

TEST(ExplainTroubles, SaysWhatAloneEndsIt) {
  Trouble trouble = MakeTrouble(Ailment::kSramUncorrectable, Verdict::kBad);
  trouble.until = absl::InfiniteFuture();
  trouble.holds_now = true;
  EXPECT_EQ(ExplainTroubles({trouble}).clears_when, "the instance is replaced");
  trouble.cured_by_reload = true;
  EXPECT_EQ(ExplainTroubles({trouble}).clears_when,
            "the instance is replaced, or the driver is loaded anew");
}

TEST(ExplainTroubles, SaysWhatLastsLongestOfTheGravest) {
  Trouble brief = MakeTrouble(Ailment::kDmaAbort, Verdict::kBad);
  Trouble later = MakeTrouble(Ailment::kResetFailed, Verdict::kBad);
  later.until += absl::Minutes(1);
  Trouble lasting = MakeTrouble(Ailment::kUnreachable, Verdict::kBad);
  lasting.holds_now = true;
  Trouble lesser = MakeTrouble(Ailment::kHbmRepairable, Verdict::kSuspect);
  lesser.until = absl::InfiniteFuture();
  EXPECT_EQ(ExplainTroubles({lesser, brief, later}).clears_when,
            "no further sign until 1970-01-01T00:27:40Z");
  EXPECT_EQ(ExplainTroubles({lesser, brief, later, lasting}).clears_when,
            "the chip's registers can be read, and no further sign for 10m");
  brief.until = absl::InfiniteFuture();
  EXPECT_EQ(ExplainTroubles({lesser, brief, later, lasting}).clears_when,
            "the instance is replaced");
}

TEST(ExplainFlapping, SaysHowOftenAndWhatToDo) {
  const ChipHealth health = ExplainFlapping(Verdict::kSuspect, 6);
  EXPECT_EQ(health.verdict, Verdict::kSuspect);
  EXPECT_EQ(health.reason, "flapping");
  EXPECT_EQ(health.evidence, "the chip was well and ill again 6 times in a day");
  EXPECT_EQ(health.advice, AdviceOnFlapping().what);
  EXPECT_EQ(health.clears_when, "the rules are loaded anew, or the instance is replaced");
}

TEST(ExplainBlindness, SaysWhyAndWhatWouldEndIt) {
  const ChipHealth health = ExplainBlindness({"resetting", "reset reads 0", "reset reads 1"});
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "resetting");
  EXPECT_EQ(health.evidence, "reset reads 0");
  EXPECT_EQ(health.clears_when, "reset reads 1");
  EXPECT_THAT(health.advice, IsEmpty());
  EXPECT_THAT(health.signs, IsEmpty());
}

TEST(ExplainWell, SaysNothingMore) {
  const ChipHealth health = ExplainWell();
  EXPECT_EQ(health.verdict, Verdict::kOk);
  EXPECT_EQ(health.reason, "none");
  EXPECT_THAT(health.evidence, IsEmpty());
  EXPECT_THAT(health.signs, IsEmpty());
  EXPECT_THAT(health.advice, IsEmpty());
  EXPECT_THAT(health.clears_when, IsEmpty());
}

}  // namespace
}  // namespace neuron
