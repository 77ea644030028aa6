#include "agent/health/complaint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/health/patient.h"
#include "tests/health/sign_matchers.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Ailment kAilment = Ailment::kPciErrors;
constexpr absl::Duration kHold = absl::Minutes(10);

HealthRule MakeRule(std::uint64_t suspect_at, std::uint64_t bad_at, bool two_sources) {
  HealthRule rule;
  rule.suspect_at = suspect_at;
  rule.bad_at = bad_at;
  rule.bad_by_two_sources = two_sources;
  rule.window = absl::Hours(1);
  return rule;
}

absl::Duration Minute(int minute) { return absl::Minutes(minute); }

class ComplaintTest : public testing::Test {
 protected:
  void Hear(SignSource source, std::uint64_t amount, int minute) {
    complaint.Take(MakeSign(kAilment, source, amount), Minute(minute));
  }
  // A pass in which a state is seen, or is not.
  void Pass(bool is_told, int minute, bool seen = true, SignSource source = SignSource::kSysfs) {
    if (is_told) {
      complaint.Take(MakeState(kAilment, source), Minute(minute));
    }
    complaint.EndPass(seen, Minute(minute));
  }
  Verdict At(int minute) { return complaint.Weigh(rule, kHold, Minute(minute)).level; }

  HealthRule rule = MakeRule(1, 0, true);
  Complaint complaint;
};

TEST_F(ComplaintTest, IsNothingWithoutASign) {
  EXPECT_EQ(At(0), Verdict::kOk);
  EXPECT_THAT(complaint.signs(), IsEmpty());
}

TEST_F(ComplaintTest, MakesSuspectAtOnceAndUntilTheHoldIsOver) {
  Hear(SignSource::kSysfs, 1, 0);
  EXPECT_EQ(At(0), Verdict::kSuspect);
  EXPECT_THAT(complaint.signs(), SizeIs(1));
  EXPECT_EQ(At(10), Verdict::kSuspect);
  EXPECT_EQ(At(11), Verdict::kOk);
  EXPECT_THAT(complaint.signs(), IsEmpty());
}

TEST_F(ComplaintTest, HoldsFromTheLastSign) {
  Hear(SignSource::kSysfs, 1, 0);
  Hear(SignSource::kSysfs, 1, 9);
  EXPECT_EQ(At(19), Verdict::kSuspect);
  EXPECT_EQ(At(20), Verdict::kOk);
}

TEST_F(ComplaintTest, CountsWhatOneSourceSaysWithinTheWindow) {
  rule = MakeRule(3, 5, true);
  Hear(SignSource::kSysfs, 2, 0);
  EXPECT_EQ(At(0), Verdict::kOk);
  Hear(SignSource::kPci, 2, 0);
  EXPECT_EQ(At(0), Verdict::kOk);
  Hear(SignSource::kSysfs, 1, 59);
  EXPECT_EQ(At(59), Verdict::kSuspect);
  Hear(SignSource::kSysfs, 4, 61);
  EXPECT_EQ(At(61), Verdict::kBad);
}

TEST_F(ComplaintTest, ForgetsWhatIsOutOfTheWindow) {
  rule = MakeRule(3, 0, true);
  Hear(SignSource::kSysfs, 2, 0);
  Hear(SignSource::kSysfs, 1, 60);
  EXPECT_EQ(At(60), Verdict::kOk);
}

TEST_F(ComplaintTest, NeverCountsAThresholdOf0) {
  rule = MakeRule(0, 0, false);
  Hear(SignSource::kSysfs, 100, 0);
  EXPECT_EQ(At(0), Verdict::kOk);
  rule = MakeRule(0, 2, false);
  complaint.WeighAnew();
  EXPECT_EQ(At(0), Verdict::kBad);
}

TEST_F(ComplaintTest, IsBadByTwoSourcesIfEachSaysEnough) {
  rule = MakeRule(2, 0, true);
  Hear(SignSource::kKernelLog, 2, 0);
  Hear(SignSource::kSysfs, 1, 0);
  EXPECT_EQ(At(0), Verdict::kSuspect);
  Hear(SignSource::kSysfs, 1, 1);
  EXPECT_EQ(At(1), Verdict::kBad);
  rule.bad_by_two_sources = false;
  complaint.WeighAnew();
  EXPECT_EQ(At(1), Verdict::kSuspect);
}

TEST_F(ComplaintTest, WantsTwoSourcesToAgreeWithinTheWindow) {
  rule.hold = absl::InfiniteDuration();
  Hear(SignSource::kKernelLog, 1, 0);
  Hear(SignSource::kSysfs, 1, 61);
  EXPECT_EQ(complaint.Weigh(rule, rule.hold, Minute(61)).level, Verdict::kSuspect);
}

TEST_F(ComplaintTest, TakesNoHearsayForBad) {
  rule = MakeRule(1, 1, true);
  for (const SignSource source : {SignSource::kKernelLog, SignSource::kRuntime}) {
    complaint = Complaint();
    Hear(source, 1000, 0);
    Sign sign = MakeSign(kAilment, source);
    sign.weight = SignWeight::kConclusive;
    complaint.Take(sign, Minute(0));
    EXPECT_EQ(At(0), Verdict::kSuspect) << Word(source);
  }
  Hear(SignSource::kKernelLog, 1, 0);
  EXPECT_EQ(At(0), Verdict::kBad);
}

TEST_F(ComplaintTest, TakesTwoKindsOfWordsOfOneSourceForOne) {
  Hear(SignSource::kKernelLog, 1, 0);
  Pass(true, 0, true, SignSource::kKernelLog);
  EXPECT_EQ(At(0), Verdict::kSuspect);
}

TEST_F(ComplaintTest, IsSuspectAtMostByWhatMayBeOldUnlessAnotherSourceSaysIt) {
  rule = MakeRule(1, 1, true);
  Sign old = MakeState(kAilment, SignSource::kSysfs);
  old.weight = SignWeight::kMayBeOld;
  complaint.Take(old, Minute(0));
  EXPECT_EQ(At(0), Verdict::kSuspect);
  Hear(SignSource::kKernelLog, 1, 0);
  EXPECT_EQ(At(0), Verdict::kBad);
}

TEST_F(ComplaintTest, IsBadByAConclusiveSignWhateverTheRule) {
  rule = MakeRule(0, 0, false);
  Sign sign = MakeState(kAilment, SignSource::kSysfs);
  sign.weight = SignWeight::kConclusive;
  complaint.Take(sign, Minute(0));
  EXPECT_EQ(At(0), Verdict::kBad);
}

TEST_F(ComplaintTest, GoesOnWhileAStateHoldsAndForTheHoldAfter) {
  for (int minute = 0; minute <= 100; ++minute) {
    Pass(true, minute);
    EXPECT_EQ(At(minute), Verdict::kSuspect);
  }
  EXPECT_TRUE(complaint.Weigh(rule, kHold, Minute(100)).holds_now);
  Pass(false, 101);
  EXPECT_FALSE(complaint.Weigh(rule, kHold, Minute(101)).holds_now);
  EXPECT_EQ(At(110), Verdict::kSuspect);
  EXPECT_EQ(At(111), Verdict::kOk);
}

TEST_F(ComplaintTest, StaysAsIllAsItWasWhileAStateHolds) {
  rule.window = absl::Minutes(5);
  Hear(SignSource::kKernelLog, 1, 0);
  Pass(true, 0);
  EXPECT_EQ(At(0), Verdict::kBad);
  // What a second source said is long ago.
  for (int minute = 1; minute <= 100; ++minute) {
    Pass(true, minute);
    EXPECT_EQ(At(minute), Verdict::kBad);
  }
  Pass(false, 101);
  EXPECT_EQ(At(110), Verdict::kBad);
  EXPECT_EQ(At(111), Verdict::kOk);
}

TEST_F(ComplaintTest, IsNotOverBetweenAnEventAndAStateThatBeginsInTime) {
  Hear(SignSource::kKernelLog, 1, 0);
  EXPECT_EQ(At(0), Verdict::kSuspect);
  Pass(true, 5);
  EXPECT_EQ(At(5), Verdict::kBad);
  Pass(true, 100);
  Hear(SignSource::kPci, 1, 100);
  EXPECT_EQ(At(100), Verdict::kBad);
  EXPECT_THAT(complaint.signs(), SizeIs(3));
}

TEST_F(ComplaintTest, IsOverBetweenTwoStatesThatAreFarApart) {
  Hear(SignSource::kKernelLog, 1, 0);
  Pass(true, 0);
  EXPECT_EQ(At(0), Verdict::kBad);
  Pass(false, 1);
  At(1);
  rule.window = absl::Minutes(1);
  Pass(true, 50);
  EXPECT_EQ(At(50), Verdict::kSuspect);
}

TEST_F(ComplaintTest, IsWeighedAnewByAnotherRule) {
  Hear(SignSource::kSysfs, 2, 0);
  EXPECT_EQ(At(0), Verdict::kSuspect);
  EXPECT_EQ(At(11), Verdict::kOk);
  Hear(SignSource::kSysfs, 2, 100);
  EXPECT_EQ(At(100), Verdict::kSuspect);
  rule.suspect_at = 3;
  EXPECT_EQ(At(101), Verdict::kSuspect);
  complaint.WeighAnew();
  EXPECT_EQ(At(101), Verdict::kOk);
  rule = MakeRule(1, 2, true);
  complaint.WeighAnew();
  EXPECT_EQ(At(102), Verdict::kBad);
  EXPECT_EQ(At(111), Verdict::kOk);
}

TEST_F(ComplaintTest, DoesNotEndAStateThatCannotBeSeen) {
  Pass(true, 0);
  Pass(false, 50, /*seen=*/false);
  EXPECT_EQ(At(50), Verdict::kSuspect);
  EXPECT_TRUE(complaint.Weigh(rule, kHold, Minute(50)).holds_now);
  Pass(false, 51);
  EXPECT_EQ(At(60), Verdict::kSuspect);
  EXPECT_EQ(At(61), Verdict::kOk);
}

TEST_F(ComplaintTest, EndsAStateOfProcessesThatIsNotToldWhateverCanBeSeen) {
  Pass(true, 0, true, SignSource::kProcesses);
  Pass(false, 1, /*seen=*/false, SignSource::kProcesses);
  EXPECT_FALSE(complaint.Weigh(rule, kHold, Minute(1)).holds_now);
}

TEST_F(ComplaintTest, KeepsWhenAStateWasFirstSeen) {
  Sign state = MakeState(kAilment, SignSource::kSysfs);
  complaint.Take(state, Minute(0));
  state.seen_at += absl::Minutes(1);
  complaint.Take(state, Minute(1));
  EXPECT_EQ(complaint.signs()[0].seen_at, MakeState(kAilment, SignSource::kSysfs).seen_at);
  state.raw = "another";
  complaint.Take(state, Minute(2));
  EXPECT_EQ(complaint.signs()[0].seen_at, state.seen_at);
}

TEST_F(ComplaintTest, TellsTheLastSignOfEachSource) {
  Hear(SignSource::kKernelLog, 1, 0);
  Hear(SignSource::kSysfs, 2, 0);
  Hear(SignSource::kSysfs, 5, 1);
  At(1);
  EXPECT_THAT(complaint.signs(), ElementsAre(IsEvent(kAilment, 5), IsEvent(kAilment, 1)));
}

TEST_F(ComplaintTest, AStateDoesNotHideTheEventBeforeIt) {
  Hear(SignSource::kSysfs, 2, 0);
  Pass(true, 0);
  Pass(true, 1);
  At(1);
  EXPECT_THAT(complaint.signs(), ElementsAre(IsEvent(kAilment, 2), IsState(kAilment)));
}

TEST_F(ComplaintTest, DoesNotComeBackWithALongerHold) {
  Hear(SignSource::kSysfs, 1, 0);
  EXPECT_EQ(At(11), Verdict::kOk);
  EXPECT_EQ(complaint.Weigh(rule, absl::Hours(4), Minute(12)).level, Verdict::kOk);
}

TEST_F(ComplaintTest, StillCountsWithinTheWindowWhatIsOver) {
  rule = MakeRule(1, 2, true);
  Hear(SignSource::kSysfs, 1, 0);
  EXPECT_EQ(At(11), Verdict::kOk);
  Hear(SignSource::kSysfs, 1, 12);
  EXPECT_EQ(At(12), Verdict::kBad);
}

TEST_F(ComplaintTest, TakesSignsThatAreToldLate) {
  Hear(SignSource::kSysfs, 1, 20);
  Hear(SignSource::kKernelLog, 1, 18);
  EXPECT_EQ(At(20), Verdict::kBad);
}

TEST_F(ComplaintTest, IsCuredOfWhatWasSeenUntilThen) {
  Hear(SignSource::kSysfs, 1, 0);
  Pass(true, 1);
  complaint.Cure(Minute(1));
  EXPECT_EQ(At(1), Verdict::kOk);
  EXPECT_THAT(complaint.signs(), IsEmpty());
  Hear(SignSource::kSysfs, 1, 0);
  Hear(SignSource::kSysfs, 1, 2);
  complaint.Cure(Minute(1));
  EXPECT_EQ(At(2), Verdict::kSuspect);
}

TEST_F(ComplaintTest, GoesOnFromWhatAnEarlierRunKnew) {
  Pass(true, 0);
  EXPECT_EQ(At(0), Verdict::kSuspect);
  complaint = Complaint(complaint.record());
  complaint.Resume(Minute(60));
  EXPECT_EQ(At(60), Verdict::kSuspect);
  Pass(false, 61);
  EXPECT_EQ(At(70), Verdict::kSuspect) << "it was seen at minute 60 at the latest";
  EXPECT_EQ(At(71), Verdict::kOk);
}

TEST_F(ComplaintTest, GoesOnFromAnEventWithoutHoldingItForLonger) {
  Hear(SignSource::kSysfs, 1, 0);
  EXPECT_EQ(At(0), Verdict::kSuspect);
  complaint = Complaint(complaint.record());
  complaint.Resume(Minute(9));
  EXPECT_EQ(At(10), Verdict::kSuspect);
  EXPECT_EQ(At(11), Verdict::kOk);
}

TEST_F(ComplaintTest, IsSettledOnceNothingCountsAnyMore) {
  EXPECT_TRUE(complaint.IsSettled(rule, Minute(0)));
  Hear(SignSource::kSysfs, 1, 0);
  EXPECT_EQ(At(0), Verdict::kSuspect);
  EXPECT_EQ(At(11), Verdict::kOk);
  EXPECT_FALSE(complaint.IsSettled(rule, Minute(59))) << "it counts with what may come";
  EXPECT_TRUE(complaint.IsSettled(rule, Minute(60)));
  rule = MakeRule(0, 0, false);
  Pass(true, 100);
  EXPECT_EQ(At(100), Verdict::kOk);
  EXPECT_FALSE(complaint.IsSettled(rule, Minute(1000))) << "it holds";
}

TEST_F(ComplaintTest, LosesNoErrorToAFlood) {
  rule = MakeRule(1, 100'000, false);
  Hear(SignSource::kPci, 1, 0);
  for (int i = 0; i < 100'000; ++i) {
    Hear(SignSource::kSysfs, 1, 0);
    Hear(SignSource::kKernelLog, 1, 0);
  }
  EXPECT_EQ(At(0), Verdict::kBad);
}

TEST_F(ComplaintTest, DoesNotOverflow) {
  rule = MakeRule(1, 2, false);
  for (int i = 0; i < 3; ++i) {
    Hear(SignSource::kSysfs, ~std::uint64_t{0}, 0);
  }
  EXPECT_EQ(At(0), Verdict::kBad);
}

}  // namespace
}  // namespace neuron
