// What a HealthLedger makes of what an earlier run of the agent knew.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <random>

#include "tests/health/clinic.h"
#include "tests/health/next_run.h"
#include "tests/health/sign_matchers.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr SignSource kLog = SignSource::kKernelLog;
constexpr EccTally kSram = EccTally::kSramUncorrected;
constexpr int kChip = 3;

class RestartTest : public testing::Test {
 protected:
  RestartTest() { clinic->patient.module_inode = 4711; }

  void Restart(HealthRules rules = DefaultHealthRules()) {
    clinic = NextRun(*clinic, std::move(rules));
  }
  void HearLine(Ailment ailment, std::uint64_t sequence) {
    Sign sign = MakeSign(ailment, kLog);
    sign.log_sequence = sequence;
    clinic->ledger.Note(sign, clinic->at);
  }
  bool IsRecorded() const { return clinic->ledger.Record(kChip).has_value(); }

  std::unique_ptr<Clinic> clinic = std::make_unique<Clinic>();
};

void ExpectSame(const ChipHealth& after, const ChipHealth& before) {
  EXPECT_EQ(after.verdict, before.verdict);
  EXPECT_EQ(after.reason, before.reason);
  EXPECT_EQ(after.evidence, before.evidence);
  if (before.verdict != Verdict::kOk) {
    EXPECT_EQ(after.since, before.since);
  }
  EXPECT_EQ(after.clears_when, before.clears_when);
  EXPECT_EQ(after.signs.size(), before.signs.size());
}

TEST_F(RestartTest, LeavesAChipAsBadAsItWasByAnEvent) {
  clinic->Pass();
  clinic->patient.counters.ecc[kSram] = 2;
  clinic->Pass();
  const ChipHealth before = clinic->Pass();
  ASSERT_EQ(before.verdict, Verdict::kBad);
  Restart();
  ExpectSame(clinic->Pass(), before);
  ExpectSame(clinic->Pass(absl::Hours(1000)), before);
}

TEST_F(RestartTest, KnowsWhatWasConfirmedByASecondSource) {
  clinic->Hear(Ailment::kDmaAbort, SignSource::kRuntime);
  HearLine(Ailment::kDmaAbort, 8);
  const ChipHealth before = clinic->Pass();
  ASSERT_EQ(before.verdict, Verdict::kBad);
  Restart();
  ExpectSame(clinic->Pass(), before);
}

// As long as events alone speak, nobody can tell from verdicts that the agent was started anew.
TEST_F(RestartTest, ChangesNothingThatIsSaidOfEvents) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    std::mt19937 random(seed);
    const auto below = [&](int end) {
      return std::uniform_int_distribution<int>(0, end - 1)(random);
    };
    Clinic steady;
    clinic = std::make_unique<Clinic>();
    for (int pass = 0; pass < 300; ++pass) {
      while (below(4) == 0) {
        const Ailment ailment = AilmentSet::At(static_cast<std::size_t>(below(kAilments)));
        const auto source = static_cast<SignSource>(below(kSignSources));
        const auto amount = static_cast<std::uint64_t>(1 + below(600));
        steady.Hear(ailment, source, amount);
        clinic->Hear(ailment, source, amount);
      }
      const absl::Duration after = absl::Seconds(below(2) == 0 ? 1 : below(20'000));
      const ChipHealth expected = steady.Pass(after);
      ExpectSame(clinic->Pass(after), expected);
      if (below(5) == 0) {
        Restart();
      }
    }
  }
}

TEST_F(RestartTest, HoldsWhatCannotBeSeenYet) {
  clinic->patient.counters.reset_state = ResetState::kInvalid;
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kBad);
  clinic->patient.silence = Unreadable();
  Restart();
  EXPECT_EQ(clinic->Pass(absl::Hours(5)).verdict, Verdict::kBad);
  clinic->patient.silence = absl::OkStatus();
  clinic->patient.counters.reset_state = ResetState::kReady;
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kBad);
  EXPECT_EQ(clinic->Pass(absl::Minutes(11)).verdict, Verdict::kOk);
}

TEST_F(RestartTest, HoldsAStateThatEndedMeanwhileFromTheFirstLook) {
  clinic->patient.counters.reset_state = ResetState::kInvalid;
  clinic->Pass();
  clinic->patient.counters.reset_state = ResetState::kReady;
  Restart();
  EXPECT_EQ(clinic->Pass(absl::Hours(5)).verdict, Verdict::kBad);
  EXPECT_EQ(clinic->Pass(absl::Minutes(9)).verdict, Verdict::kBad);
  EXPECT_EQ(clinic->Pass(absl::Minutes(2)).verdict, Verdict::kOk);
}

TEST_F(RestartTest, TellsAStateThatGoesOnAsItWasFirst) {
  clinic->patient.counters.reset_state = ResetState::kInvalid;
  const ChipHealth before = clinic->Pass();
  Restart();
  ExpectSame(clinic->Pass(absl::Hours(1)), before);
}

TEST_F(RestartTest, KeepsWhatASecondSourceSaidLongBeforeAStateThatGoesOn) {
  clinic->Hear(Ailment::kUnhealthyComponents, SignSource::kRuntime);
  clinic->HearState(Ailment::kUnhealthyComponents, SignSource::kProcesses);
  ASSERT_EQ(clinic->Pass().verdict, Verdict::kBad);
  clinic->HearState(Ailment::kUnhealthyComponents, SignSource::kProcesses);
  ASSERT_EQ(clinic->Pass(absl::Hours(2)).verdict, Verdict::kBad);
  Restart();
  clinic->HearState(Ailment::kUnhealthyComponents, SignSource::kProcesses);
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kBad);
}

TEST_F(RestartTest, KnowsThatAHeartbeatHadMoved) {
  const auto beat = [&](std::uint8_t count) {
    Heartbeat heartbeat;
    heartbeat.beat = count;
    clinic->patient.counters.firmware.heartbeat = heartbeat;
  };
  beat(1);
  clinic->Pass();
  beat(2);
  for (int i = 0; i < 30; ++i) {
    clinic->Pass();
  }
  ASSERT_EQ(clinic->Pass().reason, "heartbeat_stuck");
  Restart();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(clinic->Pass(absl::Minutes(1)).reason, "heartbeat_stuck") << i;
  }
  beat(3);
  clinic->Pass();
  EXPECT_EQ(clinic->Pass(absl::Minutes(11)).verdict, Verdict::kOk);
}

TEST_F(RestartTest, CountsALineOfTheKernelLogOnce) {
  HearLine(Ailment::kFirmwareTrouble, 7);
  HearLine(Ailment::kFirmwareTrouble, 8);
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kOk);
  Restart();
  clinic->Pass();
  HearLine(Ailment::kFirmwareTrouble, 7);
  HearLine(Ailment::kFirmwareTrouble, 8);
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kOk);
  HearLine(Ailment::kFirmwareTrouble, 9);
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kSuspect);
}

TEST_F(RestartTest, KnowsThatTheDriverWasLoadedMeanwhile) {
  clinic->Pass();
  clinic->Hear(Ailment::kDmaAbort, SignSource::kSysfs);
  clinic->Hear(Ailment::kPciErrors, SignSource::kPci);
  ASSERT_EQ(clinic->Pass().verdict, Verdict::kBad);
  Restart();
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kBad);
  Restart();
  clinic->patient.module_inode = 4712;
  const ChipHealth health = clinic->Pass();
  EXPECT_EQ(health.verdict, Verdict::kSuspect);
  EXPECT_EQ(health.reason, "pci_errors");
}

TEST_F(RestartTest, CuresNothingIfItIsNotKnownWhetherTheDriverWasLoaded) {
  clinic->Hear(Ailment::kDmaAbort, SignSource::kSysfs);
  clinic->Pass();
  Restart();
  clinic->patient.module_inode = 0;
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kBad);
  Restart();
  clinic->patient.module_inode = 4712;
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kBad);
}

TEST_F(RestartTest, JudgesAnotherChipAnew) {
  clinic->Pass();
  clinic->patient.counters.ecc[kSram] = 2;
  ASSERT_EQ(clinic->Pass().verdict, Verdict::kBad);
  clinic->patient.chip.serial_number = std::string("00000000000000ff");
  clinic->patient.counters.ecc[kSram] = 0;
  Restart();
  const ChipHealth health = clinic->Pass();
  EXPECT_EQ(health.verdict, Verdict::kSuspect);
  EXPECT_THAT(health.signs, ElementsAre(IsEvent(Ailment::kSerialChanged, 1)));
}

TEST_F(RestartTest, HoldsAgainstAChipWithoutASerialNumberWhatItDid) {
  clinic->Hear(Ailment::kDmaAbort, SignSource::kSysfs);
  clinic->Pass();
  clinic->patient.chip.serial_number = Reading<std::string>::Unknown(Unreadable());
  Restart();
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kBad);
}

TEST_F(RestartTest, HoldsAChipTwiceAsLongThatFallsIllAgain) {
  clinic->Hear(Ailment::kComputeHang, SignSource::kRuntime);
  clinic->Pass();
  EXPECT_EQ(clinic->Pass(absl::Minutes(11)).verdict, Verdict::kOk);
  EXPECT_TRUE(IsRecorded());
  Restart();
  clinic->Pass();
  clinic->Hear(Ailment::kComputeHang, SignSource::kRuntime);
  clinic->Pass();
  EXPECT_EQ(clinic->Pass(absl::Minutes(19)).verdict, Verdict::kSuspect);
}

TEST_F(RestartTest, TrustsNoChipThatFellIllTooOften) {
  HealthRules rules = DefaultHealthRules();
  rules.flap_budget = 2;
  clinic = std::make_unique<Clinic>(rules);
  for (int i = 0; i < 3; ++i) {
    clinic->Pass(absl::Hours(3));
    clinic->Hear(Ailment::kComputeHang, SignSource::kRuntime);
    clinic->Pass();
    Restart(rules);
  }
  const ChipHealth health = clinic->Pass(absl::Hours(100));
  EXPECT_EQ(health.reason, "flapping");
  EXPECT_THAT(health.evidence, HasSubstr("2 times"));
}

TEST_F(RestartTest, GoesByTheTypeThatWasKnown) {
  HealthRules rules = DefaultHealthRules();
  rules.rules_by_type[ChipType::kTrainium1] = rules.rules;
  rules.rules_by_type[ChipType::kTrainium1][Ailment::kComputeHang].hold = absl::InfiniteDuration();
  clinic = std::make_unique<Clinic>(rules);
  clinic->Hear(Ailment::kComputeHang, SignSource::kRuntime);
  clinic->Pass();
  clinic->patient.chip.type = Reading<ChipType>::Unknown(Unreadable());
  Restart(rules);
  EXPECT_EQ(clinic->Pass(absl::Hours(9)).verdict, Verdict::kSuspect);
}

TEST_F(RestartTest, HasNoRecordOfAChipThatNothingIsHeldAgainst) {
  EXPECT_FALSE(IsRecorded());
  clinic->Pass();
  EXPECT_FALSE(IsRecorded());
  clinic->Hear(Ailment::kComputeHang, SignSource::kRuntime);
  clinic->Pass();
  EXPECT_TRUE(IsRecorded());
  // It is well, and would be held longer if it fell ill again soon.
  clinic->Pass(absl::Minutes(30));
  EXPECT_TRUE(IsRecorded());
  clinic->Pass(absl::Hours(1));
  EXPECT_FALSE(IsRecorded());
}

TEST_F(RestartTest, HasARecordOfSignsThatAreTooFewSoFar) {
  clinic->Hear(Ailment::kCorrectedErrors, SignSource::kSysfs, 999);
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kOk);
  Restart();
  clinic->Pass();
  clinic->Hear(Ailment::kCorrectedErrors, SignSource::kSysfs, 1);
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kSuspect);
}

TEST_F(RestartTest, DoesNotKnowAChipWhoseRecordIsNotUnderstood) {
  clinic->ledger.Distrust(kChip, {"record_unreadable", "/run/x: torn", "somebody looks"});
  EXPECT_TRUE(clinic->ledger.IsDistrusted(kChip));
  const ChipHealth health = clinic->Pass();
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "record_unreadable");
  EXPECT_EQ(health.evidence, "/run/x: torn");
  EXPECT_EQ(health.clears_when, "somebody looks");
  EXPECT_EQ(clinic->Pass(absl::Hours(1000)).verdict, Verdict::kUnknown);
  clinic->Hear(Ailment::kDmaAbort, SignSource::kSysfs);
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kBad);
}

TEST_F(RestartTest, TrustsAChipAgainOnceRulesAreSet) {
  clinic->ledger.Distrust(kChip, {"record_unreadable", "", ""});
  clinic->Pass();
  clinic->ledger.SetRules(DefaultHealthRules());
  EXPECT_FALSE(clinic->ledger.IsDistrusted(kChip));
  EXPECT_EQ(clinic->Pass().verdict, Verdict::kOk);
}

TEST_F(RestartTest, TrustsAnotherChipInThePlaceOfOneWhoseRecordIsNotUnderstood) {
  clinic->ledger.Distrust(kChip, {"record_unreadable", "", ""});
  clinic->Pass();
  clinic->patient.chip.serial_number = std::string("00000000000000ff");
  EXPECT_EQ(clinic->Pass().reason, "serial_changed");
}

}  // namespace
}  // namespace neuron
