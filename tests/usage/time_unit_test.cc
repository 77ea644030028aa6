#include "agent/usage/time_unit.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

constexpr TimeUnit kUnsettled = TimeUnit::kUnsettled;
constexpr TimeUnit kMicroseconds = TimeUnit::kMicroseconds;
constexpr TimeUnit kNanoseconds = TimeUnit::kNanoseconds;
constexpr TimeUnit kPicoseconds = TimeUnit::kPicoseconds;

// A core is so busy for so many seconds, and is read each second.
void Work(double busy, TimeUnit unit, int seconds, TimeUnitTrial* trial, int core = 0) {
  for (int second = 0; second < seconds; ++second) {
    trial->Note(core, busy * TicksPerSecond(unit), absl::Seconds(1));
  }
}

// The same, and its tensor engine multiplies a tenth of that time.
void Multiply(double busy, TimeUnit unit, int seconds, TimeUnitTrial* trial) {
  for (int second = 0; second < seconds; ++second) {
    Work(busy, unit, 1, trial);
    trial->Compare(busy * TicksPerSecond(unit), absl::Seconds(busy / 10));
  }
}

TEST(TimeUnitTrial, IsUnsettledAtTheStart) { EXPECT_EQ(TimeUnitTrial().unit(), kUnsettled); }

TEST(TimeUnitTrial, FindsPicosecondsOnACoreThatIsOnePercentBusyWithinTenSeconds) {
  TimeUnitTrial trial;
  Work(0.01, kPicoseconds, 10, &trial);
  EXPECT_EQ(trial.unit(), kPicoseconds);
}

TEST(TimeUnitTrial, IsNotSettledByARateJustBelowTheMostThatIsPossible) {
  TimeUnitTrial micro;
  Work(1, kMicroseconds, 3600, &micro);
  EXPECT_EQ(micro.unit(), kUnsettled);
  TimeUnitTrial nano;
  Work(1, kNanoseconds, 3600, &nano);
  EXPECT_EQ(nano.unit(), kUnsettled);
}

TEST(TimeUnitTrial, AllowsALittleMoreThanASecondASecond) {
  TimeUnitTrial trial;
  Work(1.04, kNanoseconds, 100000, &trial);
  EXPECT_EQ(trial.unit(), kUnsettled);
  Work(1.06, kNanoseconds, 100000, &trial);
  EXPECT_EQ(trial.unit(), kPicoseconds);
}

TEST(TimeUnitTrial, AllowsForALongExecutionThatIsCountedAsItEnds) {
  TimeUnitTrial trial;
  for (int execution = 0; execution < 100; ++execution) {
    Work(0, kNanoseconds, 58, &trial);
    Work(59, kNanoseconds, 1, &trial);
  }
  EXPECT_EQ(trial.unit(), kUnsettled);
}

TEST(TimeUnitTrial, JudgesEachCoreByItself) {
  TimeUnitTrial trial;
  for (int core = 0; core < 8; ++core) {
    Work(59, kNanoseconds, 1, &trial, core);
  }
  EXPECT_EQ(trial.unit(), kUnsettled);
}

TEST(TimeUnitTrial, AddsNothingUpAcrossAGap) {
  TimeUnitTrial trial;
  for (int execution = 0; execution < 100; ++execution) {
    Work(59, kNanoseconds, 1, &trial);
    trial.Note(0, absl::nullopt, absl::ZeroDuration());
  }
  EXPECT_EQ(trial.unit(), kUnsettled);
}

TEST(TimeUnitTrial, FindsAnyUnitOnceTensorEnginesHaveWorkedLongEnough) {
  for (const TimeUnit unit : {kMicroseconds, kNanoseconds, kPicoseconds}) {
    TimeUnitTrial trial;
    Multiply(0.5, unit, 400, &trial);
    EXPECT_EQ(trial.unit(), unit) << Word(unit);
  }
}

TEST(TimeUnitTrial, DoesNotSettleBeforeTheProofIsWhole) {
  TimeUnitTrial trial;
  trial.Compare(20e6, absl::Seconds(9));
  EXPECT_EQ(trial.unit(), kUnsettled);
  trial.Compare(2e6, absl::Seconds(1));
  EXPECT_EQ(trial.unit(), kMicroseconds);
}

TEST(TimeUnitTrial, TakesNoUnitInWhichTheCoreWasIdleWhileItMultiplied) {
  TimeUnitTrial trial;
  trial.Compare(9.9e6, absl::Seconds(10));
  EXPECT_EQ(trial.unit(), kUnsettled);
}

TEST(TimeUnitTrial, TakesNoUnitInWhichTheCoreWasAHundredTimesAsBusy) {
  TimeUnitTrial trial;
  trial.Compare(1e9, absl::Seconds(10));
  EXPECT_EQ(trial.unit(), kUnsettled);
  trial.Compare(0.99e9, absl::Seconds(10));
  EXPECT_EQ(trial.unit(), kMicroseconds);
}

TEST(TimeUnitTrial, BeginsAProofAnewThatShowedNothing) {
  TimeUnitTrial trial;
  trial.Compare(0, absl::Seconds(1000));
  EXPECT_EQ(trial.unit(), kUnsettled);
  trial.Compare(20e6, absl::Seconds(10));
  EXPECT_EQ(trial.unit(), kMicroseconds);
}

TEST(TimeUnitTrial, UnsettlesWhatTurnsOutToBeTooFast) {
  TimeUnitTrial trial;
  trial.Compare(20e6, absl::Seconds(10));
  ASSERT_EQ(trial.unit(), kMicroseconds);
  Work(0.5, kNanoseconds, 10, &trial);
  EXPECT_EQ(trial.unit(), kUnsettled);
  // For good.
  trial.Compare(20e6, absl::Seconds(10));
  EXPECT_EQ(trial.unit(), kUnsettled);
  trial.Compare(20e9, absl::Seconds(10));
  EXPECT_EQ(trial.unit(), kNanoseconds);
}

TEST(TimeUnit, HasAWord) {
  EXPECT_STREQ(Word(kUnsettled), "unsettled");
  EXPECT_STREQ(Word(kMicroseconds), "microseconds");
  EXPECT_STREQ(Word(kNanoseconds), "nanoseconds");
  EXPECT_STREQ(Word(kPicoseconds), "picoseconds");
}

}  // namespace
}  // namespace neuron
