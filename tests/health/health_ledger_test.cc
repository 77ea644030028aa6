#include "agent/health/health_ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/health/clinic.h"
#include "tests/health/sign_matchers.h"

namespace neuron {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Verdict kOk = Verdict::kOk;
constexpr Verdict kSuspect = Verdict::kSuspect;
constexpr Verdict kBad = Verdict::kBad;
constexpr Verdict kUnknown = Verdict::kUnknown;
constexpr SignSource kLog = SignSource::kKernelLog;
constexpr EccTally kSram = EccTally::kSramUncorrected;

TEST(HealthLedger, FindsAChipWellThatNothingSpeaksAgainst) {
  Clinic clinic;
  const ChipHealth health = clinic.Pass();
  EXPECT_EQ(health.verdict, kOk);
  EXPECT_EQ(health.reason, "none");
  EXPECT_EQ(health.since, clinic.now());
}

TEST(HealthLedger, DoesNotKnowAChipThatDoesNotAnswer) {
  Clinic clinic;
  clinic.patient.silence = Unreadable();
  const ChipHealth health = clinic.Pass();
  EXPECT_EQ(health.verdict, kUnknown);
  EXPECT_EQ(health.reason, "unreadable");
  EXPECT_EQ(health.evidence, Unreadable().message());
}

TEST(HealthLedger, DoesNotKnowAChipWhoseResetStateOrMemoryErrorsItDoesNotKnow) {
  Clinic clinic;
  clinic.patient.counters.reset_state = Reading<ResetState>::Unknown(Unreadable());
  EXPECT_EQ(clinic.Pass().reason, "reset_state_unreadable");
  clinic.patient.counters.reset_state = ResetState::kResetting;
  EXPECT_EQ(clinic.Pass().verdict, kUnknown);
  clinic.patient.counters.reset_state = ResetState::kReady;
  clinic.patient.counters.ecc[kSram] = Reading<std::uint64_t>::Unknown(Unreadable());
  EXPECT_EQ(clinic.Pass().verdict, kUnknown);
  clinic.patient.counters.ecc[kSram] = 0;
  EXPECT_EQ(clinic.Pass().verdict, kOk);
}

TEST(HealthLedger, DoesNotKnowASuspectEither) {
  Clinic clinic;
  clinic.Hear(Ailment::kHbmRepairable, SignSource::kRuntime);
  EXPECT_EQ(clinic.Pass().verdict, kSuspect);
  clinic.patient.silence = Unreadable();
  EXPECT_EQ(clinic.Pass(absl::Hours(1)).verdict, kUnknown);
  clinic.patient.silence = absl::OkStatus();
  EXPECT_EQ(clinic.Pass().verdict, kSuspect);
}

TEST(HealthLedger, KeepsABadChipBadWhileItCannotBeSeen) {
  Clinic clinic;
  clinic.patient.counters.reset_state = ResetState::kInvalid;
  EXPECT_EQ(clinic.Pass().verdict, kBad);
  clinic.patient.silence = Unreadable();
  EXPECT_EQ(clinic.Pass(absl::Hours(10)).verdict, kBad);
  clinic.patient.silence = absl::OkStatus();
  clinic.patient.counters.reset_state = ResetState::kResetting;
  EXPECT_EQ(clinic.Pass().verdict, kBad);
  clinic.patient.counters.reset_state = ResetState::kReady;
  EXPECT_EQ(clinic.Pass(absl::Minutes(9)).verdict, kBad);
  EXPECT_EQ(clinic.Pass(absl::Minutes(2)).verdict, kOk);
}

TEST(HealthLedger, KnowsThatAChipWhoseResetFailedIsBadWhateverElseIsUnknown) {
  Clinic clinic;
  clinic.patient.counters.reset_state = ResetState::kInvalid;
  clinic.patient.counters.ecc[kSram] = Reading<std::uint64_t>::Unknown(Unreadable());
  const ChipHealth health = clinic.Pass();
  EXPECT_EQ(health.verdict, kBad);
  EXPECT_EQ(health.reason, "reset_failed");
  EXPECT_THAT(health.evidence, HasSubstr("reset reads 2"));
  EXPECT_EQ(health.clears_when,
            "reset reads 1, and no further sign for 10m, or the driver is loaded anew");
}

TEST(HealthLedger, NeverFindsAChipBadByTheKernelLogAlone) {
  Clinic clinic;
  for (std::size_t i = 0; i < kAilments; ++i) {
    clinic.Hear(AilmentSet::At(i), kLog, 1'000'000);
    clinic.Hear(AilmentSet::At(i), kLog, 1'000'000);
  }
  EXPECT_EQ(clinic.Pass().verdict, kSuspect);
}

TEST(HealthLedger, FindsAChipBadOnceASecondSourceSaysSo) {
  Clinic clinic;
  clinic.Hear(Ailment::kHbmUncorrectable, kLog);
  EXPECT_EQ(clinic.Pass().verdict, kSuspect);
  clinic.Hear(Ailment::kHbmUncorrectable, SignSource::kRuntime);
  const ChipHealth health = clinic.Pass();
  EXPECT_EQ(health.verdict, kBad);
  EXPECT_THAT(health.signs, SizeIs(2));
  EXPECT_THAT(health.evidence, HasSubstr("libnrt at "));
  EXPECT_THAT(health.evidence, HasSubstr("kernel_log at "));
}

TEST(HealthLedger, FindsNewErrorsOfMemoryBadUntilTheInstanceIsReplaced) {
  Clinic clinic;
  clinic.Pass();
  clinic.patient.counters.ecc[kSram] = 2;
  const ChipHealth health = clinic.Pass();
  EXPECT_EQ(health.verdict, kBad);
  EXPECT_EQ(health.reason, "sram_uncorrectable");
  EXPECT_THAT(health.evidence, HasSubstr("sram_ecc_uncorrected"));
  EXPECT_THAT(health.advice, HasSubstr("Replace the instance"));
  EXPECT_EQ(health.clears_when, "the instance is replaced");
  EXPECT_EQ(clinic.Pass(absl::Hours(1000)).verdict, kBad);
}

TEST(HealthLedger, SuspectsAChipWithErrorsFromBefore) {
  Clinic clinic;
  clinic.patient.counters.ecc[kSram] = 2;
  EXPECT_EQ(clinic.Pass().verdict, kSuspect);
  EXPECT_EQ(clinic.Pass(absl::Hours(1000)).verdict, kSuspect);
}

TEST(HealthLedger, SaysThatAChipIsBetterWhenItsHoldIsOverAndNotBefore) {
  Clinic clinic;
  clinic.Pass();
  clinic.Hear(Ailment::kComputeHang, SignSource::kRuntime);
  const absl::Time heard = clinic.now();
  const ChipHealth health = clinic.Pass(absl::ZeroDuration());
  EXPECT_EQ(health.verdict, kSuspect);
  EXPECT_EQ(
      health.clears_when,
      "no further sign until " +
          absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", heard + absl::Minutes(10), absl::UTCTimeZone()));
  EXPECT_EQ(clinic.Pass(absl::Minutes(10)).verdict, kSuspect);
  EXPECT_EQ(clinic.Pass(absl::Nanoseconds(1)).verdict, kOk);
}

TEST(HealthLedger, HoldsAChipTwiceAsLongThatFallsIllAgain) {
  Clinic clinic;
  clinic.Hear(Ailment::kComputeHang, SignSource::kRuntime);
  clinic.Pass();
  EXPECT_EQ(clinic.Pass(absl::Minutes(11)).verdict, kOk);
  clinic.Hear(Ailment::kComputeHang, SignSource::kRuntime);
  EXPECT_EQ(clinic.Pass().verdict, kSuspect);
  EXPECT_EQ(clinic.Pass(absl::Minutes(19)).verdict, kSuspect);
  EXPECT_EQ(clinic.Pass(absl::Minutes(1)).verdict, kOk);
}

TEST(HealthLedger, KeepsAChipIllThatFallsIllTooOften) {
  HealthRules rules = DefaultHealthRules();
  rules.flap_budget = 2;
  Clinic clinic(rules);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(clinic.Pass(absl::Hours(3)).verdict, kOk);
    clinic.Hear(Ailment::kComputeHang, SignSource::kRuntime);
    EXPECT_EQ(clinic.Pass().verdict, kSuspect);
  }
  const ChipHealth health = clinic.Pass(absl::Hours(100));
  EXPECT_EQ(health.verdict, kSuspect);
  EXPECT_EQ(health.reason, "flapping");
  clinic.patient.silence = Unreadable();
  EXPECT_EQ(clinic.Pass().verdict, kUnknown);
  clinic.patient.silence = absl::OkStatus();
  clinic.Hear(Ailment::kComputeHang, SignSource::kRuntime);
  EXPECT_EQ(clinic.Pass().clears_when, health.clears_when);
  clinic.ledger.SetRules(rules);
  EXPECT_EQ(clinic.Pass(absl::Hours(100)).verdict, kOk);
}

TEST(HealthLedger, ShowsWhatSpeaksAgainstAChipThatIsKeptWorseThanThat) {
  HealthRules rules = DefaultHealthRules();
  rules.flap_budget = 1;
  Clinic clinic(rules);
  for (int i = 0; i < 2; ++i) {
    clinic.HearState(Ailment::kUnreachable, SignSource::kSysfs);
    EXPECT_EQ(clinic.Pass().verdict, kBad);
    clinic.Pass(absl::Hours(3));
    clinic.Pass(absl::Hours(3));
  }
  clinic.Hear(Ailment::kComputeHang, SignSource::kRuntime);
  const ChipHealth health = clinic.Pass();
  EXPECT_EQ(health.verdict, kBad);
  EXPECT_EQ(health.reason, "flapping");
  EXPECT_THAT(health.signs, ElementsAre(IsEvent(Ailment::kComputeHang, 1)));
}

TEST(HealthLedger, IsDoneWithWhatANewLoadOfTheDriverCures) {
  Clinic clinic;
  clinic.Pass();
  clinic.Hear(Ailment::kDmaAbort, SignSource::kSysfs);
  clinic.Hear(Ailment::kPciErrors, SignSource::kPci);
  EXPECT_EQ(clinic.Pass().verdict, kBad);
  clinic.patient.driver_load = 2;
  const ChipHealth health = clinic.Pass();
  EXPECT_EQ(health.verdict, kSuspect);
  EXPECT_EQ(health.reason, "pci_errors");
}

TEST(HealthLedger, KeepsWhatTheNewLoadOfTheDriverSaid) {
  Clinic clinic;
  clinic.Pass();
  clinic.at += absl::Seconds(1);
  clinic.Hear(Ailment::kResetFailed, kLog);
  clinic.patient.driver_load = 2;
  EXPECT_EQ(clinic.Pass().reason, "reset_failed");
}

TEST(HealthLedger, JudgesAChipWithAnotherSerialNumberAnew) {
  Clinic clinic;
  clinic.Pass();
  clinic.patient.counters.ecc[kSram] = 1;
  EXPECT_EQ(clinic.Pass().verdict, kBad);
  clinic.patient.chip.serial_number = std::string("00000000000000ff");
  clinic.patient.appearance = 2;
  clinic.patient.AddRebase(kSram);
  const ChipHealth health = clinic.Pass();
  EXPECT_EQ(health.verdict, kSuspect);
  EXPECT_EQ(health.reason, "serial_changed");
  EXPECT_EQ(clinic.Pass(absl::Hours(2)).verdict, kOk);
}

TEST(HealthLedger, HoldsAgainstAChipThatComesBackWhatItDid) {
  Clinic clinic;
  clinic.Pass();
  clinic.patient.counters.ecc[kSram] = 1;
  EXPECT_EQ(clinic.Pass().verdict, kBad);
  clinic.patient.appearance = 2;
  clinic.patient.driver_load = 2;
  EXPECT_EQ(clinic.Pass().verdict, kBad);
}

TEST(HealthLedger, WeighsOldSignsByNewRules) {
  Clinic clinic;
  clinic.Hear(Ailment::kComputeHang, SignSource::kSysfs, 2);
  EXPECT_EQ(clinic.Pass().verdict, kSuspect);
  HealthRules rules = DefaultHealthRules();
  rules.rules[Ailment::kComputeHang].bad_at = 2;
  clinic.ledger.SetRules(rules);
  EXPECT_EQ(clinic.Pass().verdict, kBad);
  rules.rules[Ailment::kComputeHang].suspect_at = rules.rules[Ailment::kComputeHang].bad_at = 3;
  clinic.ledger.SetRules(rules);
  EXPECT_EQ(clinic.Pass().verdict, kOk);
}

TEST(HealthLedger, GoesByTheRulesOfTheType) {
  HealthRules rules = DefaultHealthRules();
  rules.rules_by_type[ChipType::kTrainium1] = rules.rules;
  rules.rules_by_type[ChipType::kTrainium1][Ailment::kComputeHang].suspect_at = 2;
  Clinic clinic(rules);
  clinic.Hear(Ailment::kComputeHang, SignSource::kSysfs);
  EXPECT_EQ(clinic.Pass().verdict, kOk);
  clinic.patient.chip.type = Reading<ChipType>::Unknown(Unreadable());
  EXPECT_EQ(clinic.Pass().verdict, kOk);
  clinic.patient.chip.type = ChipType::kTrainium2;
  EXPECT_EQ(clinic.Pass().verdict, kSuspect);
}

TEST(HealthLedger, EndsAStateThatIsNotNotedBeforeAPass) {
  Clinic clinic;
  for (int i = 0; i < 30; ++i) {
    clinic.HearState(Ailment::kHolderStuck, SignSource::kProcesses);
    EXPECT_EQ(clinic.Pass(absl::Minutes(1)).verdict, kSuspect);
  }
  EXPECT_THAT(clinic.Pass(absl::Minutes(1)).clears_when, HasSubstr("no further sign until"));
  EXPECT_EQ(clinic.Pass(absl::Minutes(10)).verdict, kOk);
}

TEST(HealthLedger, DatesTheVerdictForItsReason) {
  Clinic clinic;
  const absl::Time first = clinic.now() + absl::Seconds(1);
  EXPECT_EQ(clinic.Pass().since, first);
  EXPECT_EQ(clinic.Pass().since, first);
  clinic.Hear(Ailment::kPciErrors, SignSource::kPci);
  const absl::Time second = clinic.now() + absl::Seconds(1);
  EXPECT_EQ(clinic.Pass().since, second);
  EXPECT_EQ(clinic.Pass().since, second);
  clinic.Hear(Ailment::kComputeHang, SignSource::kSysfs);
  const ChipHealth other_reason = clinic.Pass();
  EXPECT_EQ(other_reason.verdict, kSuspect);
  EXPECT_EQ(other_reason.since, clinic.now());
}

TEST(HealthLedger, ShowsOneTextForASignOfOneLineOnly) {
  Clinic clinic;
  Sign sign = MakeSign(Ailment::kPciErrors, kLog);
  sign.raw = "two\nlines " + std::string(10'000, 'x');
  clinic.ledger.Note(sign, clinic.at);
  const ChipHealth health = clinic.Pass();
  EXPECT_THAT(health.evidence, HasSubstr("two lines x"));
  EXPECT_LT(health.evidence.size(), 400U);
}

TEST(HealthLedger, IgnoresSignsOfNoPossibleChip) {
  Clinic clinic;
  for (const int chip : {-1, 64, 1'000'000}) {
    Sign sign = MakeSign(Ailment::kPciErrors, SignSource::kPci);
    sign.chip = chip;
    clinic.ledger.Note(sign, clinic.at);
  }
  EXPECT_EQ(clinic.Pass().verdict, kOk);
}

TEST(HealthLedger, HoldsNothingAgainstOtherChips) {
  Clinic clinic;
  clinic.Hear(Ailment::kDmaAbort, SignSource::kSysfs);
  EXPECT_EQ(clinic.Pass().verdict, kBad);
  clinic.patient.chip.index = 4;
  EXPECT_EQ(clinic.Pass().verdict, kOk);
}

TEST(HealthLedger, HearsOfAChipBeforeItIsJudged) {
  Clinic clinic;
  clinic.Hear(Ailment::kPciErrors, kLog);
  const ChipHealth health = clinic.Pass(absl::Minutes(5));
  EXPECT_EQ(health.verdict, kSuspect);
  EXPECT_THAT(health.signs, Contains(IsEvent(Ailment::kPciErrors, 1)));
}

TEST(HealthLedger, SaysNothingMoreOfAChipThatIsWellAgain) {
  Clinic clinic;
  clinic.Hear(Ailment::kPciErrors, kLog);
  clinic.Pass();
  const ChipHealth health = clinic.Pass(absl::Hours(2));
  EXPECT_EQ(health.verdict, kOk);
  EXPECT_THAT(health.signs, IsEmpty());
  EXPECT_THAT(health.evidence, IsEmpty());
}

}  // namespace
}  // namespace neuron
