#include "agent/execution/activity.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/match.h"

namespace neuron {
namespace {

constexpr DriverVersion kLive = {2, 30, 2, 0};
constexpr DriverVersion kAtExit = {2, 24, 7, 0};
constexpr ProcessId kHolder = {77, 1000};
constexpr ProcessId kOther = {78, 1001};

ActivitySigns OfDriver(const DriverVersion& driver, std::uint64_t succeeded = 5) {
  ActivitySigns signs;
  signs.generation = driver;
  signs.holders = {kHolder};
  for (int core = 0; core < 2; ++core) {
    CoreCounters counters;
    counters.core = core;
    counters.tallies[CoreTally::kSuccess] = succeeded;
    counters.device_memory.bytes = std::uint64_t{1000};
    signs.counters.cores.push_back(counters);
  }
  return signs;
}

ProcessExecutions Traced(const ProcessId& process, std::uint64_t executions) {
  ProcessExecutions traced;
  traced.process = process;
  traced.executions = executions;
  return traced;
}

ActivitySigns WithTraced(std::uint64_t executions) {
  ActivitySigns signs = OfDriver(kAtExit);
  signs.traced = {Traced(kHolder, executions)};
  return signs;
}

const Reading<bool> kActive = true;
const Reading<bool> kIdle = false;

TEST(JudgeActivity, GoesByLiveCounters) {
  EXPECT_EQ(JudgeActivity(OfDriver(kLive, 5), OfDriver(kLive, 6)), kActive);
  EXPECT_EQ(JudgeActivity(OfDriver(kLive, 5), OfDriver(kLive, 5)), kIdle);
}

TEST(JudgeActivity, GoesByAnyCoreAndAnyLiveCounter) {
  ActivitySigns now = OfDriver(kLive);
  now.counters.cores[1].tallies[CoreTally::kSuccess] = std::uint64_t{6};
  EXPECT_EQ(JudgeActivity(OfDriver(kLive), now), kActive);
  for (auto tally : {CoreTally::kFailure, CoreTally::kHardwareError, CoreTally::kInferences,
                     CoreTally::kModelLoads}) {
    ActivitySigns before = OfDriver(kLive);
    before.counters.cores[0].tallies[tally] = std::uint64_t{1};
    ActivitySigns after = before;
    EXPECT_EQ(JudgeActivity(before, after), kIdle);
    after.counters.cores[0].tallies[tally] = std::uint64_t{2};
    EXPECT_EQ(JudgeActivity(before, after), kActive);
  }
}

TEST(JudgeActivity, TakesACounterThatFellForCleared) {
  EXPECT_EQ(JudgeActivity(OfDriver(kLive, 9), OfDriver(kLive, 0)), kIdle);
}

// They move when a process ends, by what it did long before.
TEST(JudgeActivity, MindsNoCountersOfOlderDrivers) {
  const auto judged = JudgeActivity(OfDriver(kAtExit, 5), OfDriver(kAtExit, 6));
  ASSERT_TRUE(judged.is_unknown());
  EXPECT_TRUE(absl::StrContains(judged.why().message(), "2.30")) << judged.why();
  EXPECT_TRUE(absl::StrContains(judged.why().message(), "--trace=executions")) << judged.why();
}

TEST(JudgeActivity, DoesNotKnowWithoutTheDriversGeneration) {
  ActivitySigns now = OfDriver(kLive);
  now.generation = Reading<DriverVersion>::Absent();
  EXPECT_TRUE(JudgeActivity(OfDriver(kLive), now).is_unknown());
}

TEST(JudgeActivity, DoesNotCallAChipIdleOfWhichACoreCannotBeRead) {
  ActivitySigns now = OfDriver(kLive);
  now.counters.cores[1].tallies[CoreTally::kSuccess] =
      Reading<std::uint64_t>::Unknown(absl::UnavailableError("hung"));
  EXPECT_TRUE(JudgeActivity(OfDriver(kLive), now).is_unknown());
  now.counters.cores[0].tallies[CoreTally::kSuccess] = std::uint64_t{6};
  EXPECT_EQ(JudgeActivity(OfDriver(kLive), now), kActive);
}

TEST(JudgeActivity, GoesByTheCallsOfHolders) {
  EXPECT_EQ(JudgeActivity(WithTraced(5), WithTraced(6)), kActive);
  EXPECT_EQ(JudgeActivity(WithTraced(5), WithTraced(5)), kIdle);
}

TEST(JudgeActivity, GoesByACallThatRuns) {
  ActivitySigns now = WithTraced(5);
  now.traced[0].in_flight = 1;
  EXPECT_EQ(JudgeActivity(WithTraced(5), now), kActive);
}

TEST(JudgeActivity, GoesByEveryKindOfCall) {
  for (auto count :
       {&ProcessExecutions::scheduled, &ProcessExecutions::loads, &ProcessExecutions::read_bytes,
        &ProcessExecutions::written_bytes, &ProcessExecutions::other_statuses}) {
    ActivitySigns now = WithTraced(5);
    now.traced[0].*count = 1;
    EXPECT_EQ(JudgeActivity(WithTraced(5), now), kActive);
  }
}

TEST(JudgeActivity, CountsWhatANewlyTracedHolderDid) {
  EXPECT_EQ(JudgeActivity(OfDriver(kAtExit), WithTraced(1)), kActive);
  EXPECT_TRUE(JudgeActivity(OfDriver(kAtExit), WithTraced(0)).is_unknown());
}

TEST(JudgeActivity, DoesNotCallAChipIdleOfWhichAHolderIsNotTraced) {
  ActivitySigns now = WithTraced(5);
  now.holders.push_back(kOther);
  EXPECT_TRUE(JudgeActivity(WithTraced(5), now).is_unknown());
}

TEST(JudgeActivity, MindsNoCallsOfOthers) {
  ActivitySigns now = WithTraced(5);
  now.traced.push_back(Traced(kOther, 100));
  EXPECT_EQ(JudgeActivity(WithTraced(5), now), kIdle);
}

TEST(JudgeActivity, GoesByMemoryThatChanges) {
  ActivitySigns now = OfDriver(kAtExit);
  now.counters.cores[1].device_memory.bytes = std::uint64_t{2000};
  EXPECT_EQ(JudgeActivity(OfDriver(kAtExit), now), kActive);
  EXPECT_TRUE(JudgeActivity(OfDriver(kAtExit), OfDriver(kAtExit)).is_unknown());
}

TEST(ActivityLedger, DoesNotKnowAtTheFirstLook) {
  ActivityLedger ledger(absl::Seconds(5));
  EXPECT_TRUE(ledger.Look(3, absl::Seconds(1), OfDriver(kLive)).is_unknown());
  EXPECT_EQ(ledger.Look(3, absl::Seconds(2), OfDriver(kLive)), kIdle);
  EXPECT_TRUE(ledger.Look(4, absl::Seconds(2), OfDriver(kLive)).is_unknown());
}

TEST(ActivityLedger, KnowsAtTheFirstLookIfACallRuns) {
  ActivityLedger ledger(absl::Seconds(5));
  ActivitySigns signs = WithTraced(0);
  signs.traced[0].in_flight = 1;
  EXPECT_EQ(ledger.Look(3, absl::Seconds(1), signs), kActive);
}

TEST(ActivityLedger, KeepsAChipActiveForTheWindow) {
  ActivityLedger ledger(absl::Seconds(5));
  ledger.Look(3, absl::Seconds(1), OfDriver(kLive, 5));
  EXPECT_EQ(ledger.Look(3, absl::Seconds(2), OfDriver(kLive, 6)), kActive);
  EXPECT_EQ(ledger.Look(3, absl::Seconds(7), OfDriver(kLive, 6)), kActive);
  EXPECT_EQ(ledger.Look(3, absl::Seconds(8), OfDriver(kLive, 6)), kIdle);
}

TEST(ActivityLedger, ComparesWithTheLastLook) {
  ActivityLedger ledger(absl::ZeroDuration());
  ledger.Look(3, absl::Seconds(1), OfDriver(kLive, 5));
  ledger.Look(3, absl::Seconds(2), OfDriver(kLive, 6));
  EXPECT_EQ(ledger.Look(3, absl::Seconds(3), OfDriver(kLive, 6)), kIdle);
}

TEST(ActivityLedger, StartsAnewWithAForgottenChip) {
  ActivityLedger ledger(absl::Seconds(5));
  ledger.Look(3, absl::Seconds(1), OfDriver(kLive, 5));
  ledger.Look(3, absl::Seconds(2), OfDriver(kLive, 6));
  ledger.Forget(3);
  EXPECT_TRUE(ledger.Look(3, absl::Seconds(3), OfDriver(kLive, 7)).is_unknown());
}

}  // namespace
}  // namespace neuron
