#include "agent/snapshot/judgement.h"

#include <memory>

#include "agent/snapshot/verdict_book.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/fakes/temporary_directory.h"

namespace neuron {
namespace {

using ::testing::HasSubstr;

const absl::Time kNow = absl::FromUnixSeconds(1795000000);

// A chip 3 with one core, ready and without errors.
ChipCounters Counters(std::uint64_t succeeded) {
  ChipCounters counters;
  counters.reset_state = ResetState::kReady;
  counters.ecc[EccTally::kHbmUncorrected] = 0;
  counters.cores.emplace_back();
  counters.cores[0].tallies[CoreTally::kSuccess] = succeeded;
  counters.cores[0].tallies[CoreTally::kResetRequests] = 1;
  return counters;
}

class JudgementTest : public testing::Test {
 protected:
  JudgementTest() {
    Inventory inventory;
    inventory.chips.emplace_back();
    inventory.chips[0].index = 3;
    inventory_ = std::make_shared<const Inventory>(inventory);
  }

  // A pass so many seconds after the first.
  Findings Pass(int second, Reading<ChipCounters> counters) {
    Findings findings = Found(second, std::move(counters));
    judgement_.Judge(absl::Seconds(1000 + second), &findings);
    return findings;
  }

  // What is judged then.
  Findings Found(int second, Reading<ChipCounters> counters) const {
    Findings findings;
    findings.taken_at = kNow + absl::Seconds(second);
    findings.inventory = inventory_;
    if (counters.has_value()) {
      ChipCounters stamped = counters.value();
      for (absl::Time& at : stamped.read_at) {
        at = findings.taken_at;
      }
      counters = stamped;
    }
    findings.counters.push_back(std::move(counters));
    findings.read_at.push_back(findings.taken_at);
    findings.appearances.push_back(1);
    findings.driver_load = driver_load_;
    findings.evidence = evidence_;
    findings.traces = traces_;
    findings.datastores = datastores_;
    findings.sampled_at = sampled_at_;
    return findings;
  }

  Holder* AddHolder(ChipSet held) {
    Holder holder;
    holder.pid = 71;
    holder.start_ticks = 5;
    holder.command = "train";
    holder.held = held;
    evidence_.holders.holders.push_back(holder);
    return &evidence_.holders.holders.back();
  }

  static std::uint64_t Succeeded(const Findings& findings) {
    return findings.counters[0].value().cores[0].tallies[CoreTally::kSuccess].value();
  }

  std::shared_ptr<const Inventory> inventory_;
  std::uint64_t driver_load_ = 1;
  Evidence evidence_;
  Traces traces_;
  std::vector<absl::optional<DatastoreSigns>> datastores_;
  std::vector<absl::Duration> sampled_at_;
  Judgement judgement_{DefaultHealthRules()};
};

TEST_F(JudgementTest, PutsTotalsThatNeverFallInPlaceOfTheCounters) {
  EXPECT_EQ(Succeeded(Pass(0, Counters(100))), 100u);
  driver_load_ = 2;
  EXPECT_EQ(Succeeded(Pass(1, Counters(7))), 107u);
}

TEST_F(JudgementTest, TakesNoCountOfResetsThatIsUnknownForAReset) {
  Pass(0, Counters(100));
  ChipCounters counters = Counters(100);
  counters.cores[0].tallies[CoreTally::kResetRequests] =
      Reading<std::uint64_t>::Unknown(absl::UnavailableError("busy"));
  Pass(1, counters);
  const Findings cleared = Pass(2, Counters(3));
  ASSERT_EQ(cleared.usage[0]->cores[0].rebases.size(), 1u);
  EXPECT_EQ(cleared.usage[0]->cores[0].rebases[0].last_reason, RebaseReason::kCleared);
}

TEST_F(JudgementTest, TellsRatesAndHealth) {
  Pass(0, Counters(100));
  const Findings second = Pass(2, Counters(140));
  ASSERT_TRUE(second.usage[0].has_value());
  EXPECT_EQ(second.usage[0]->cores[0].per_second[CoreRate::kSucceeded], Reading<double>(20.0));
  EXPECT_EQ(second.health[0].verdict, Verdict::kOk) << second.health[0].evidence;
}

TEST_F(JudgementTest, GoesByTheDatastoresWhereTheyAreRead) {
  Pass(0, Counters(100));
  const auto utilization = [](const Findings& findings) {
    return findings.usage[0]->cores[0].utilization;
  };
  const absl::Status why = absl::UnavailableError("all slots are taken");
  EXPECT_NE(utilization(Pass(1, Counters(100))).why(), why);
  datastores_ = {DatastoreSigns{{Reading<std::uint64_t>::Unknown(why)}, absl::Seconds(1002)}};
  EXPECT_EQ(utilization(Pass(2, Counters(100))).why(), why);
}

TEST_F(JudgementTest, HasNoUsageOfAChipThatDidNotAnswer) {
  Pass(0, Counters(100));
  const Findings silent = Pass(1, Reading<ChipCounters>::Unknown(absl::UnavailableError("hung")));
  EXPECT_FALSE(silent.usage[0].has_value());
  EXPECT_EQ(silent.health[0].verdict, Verdict::kUnknown);
  EXPECT_THAT(silent.health[0].evidence, HasSubstr("hung"));
}

TEST_F(JudgementTest, HoldsWhatLibnrtReturnedAgainstTheChipsOfTheHolder) {
  AddHolder({3});
  traces_.executions.emplace_back();
  traces_.executions[0].process = {71, 5};
  Pass(0, Counters(1));
  traces_.executions[0].statuses[1201] = 1;
  const Findings after = Pass(1, Counters(1));
  EXPECT_NE(after.health[0].verdict, Verdict::kOk);
  ASSERT_EQ(after.health[0].signs.size(), 1u);
  EXPECT_EQ(after.health[0].signs[0].source, SignSource::kRuntime);
}

TEST_F(JudgementTest, HoldsAHolderThatSleepsForLongAgainstItsChips) {
  Holder* const holder = AddHolder({3});
  holder->state = 'D';
  holder->state_for = absl::Milliseconds(29900);
  EXPECT_EQ(Pass(29, Counters(1)).health[0].verdict, Verdict::kOk);
  holder->state_for = absl::Milliseconds(30100);
  const Findings stuck = Pass(30, Counters(1));
  EXPECT_EQ(stuck.health[0].verdict, Verdict::kSuspect);
  EXPECT_THAT(stuck.health[0].evidence, HasSubstr("pid 71 (train) is in state D for 30s"));
}

TEST_F(JudgementTest, TakesNoHolderForStuckBecauseAClockWasSet) {
  Holder* const holder = AddHolder({3});
  holder->state = 'D';
  holder->state_since = kNow - absl::Minutes(10);
  holder->state_for = absl::Seconds(1);
  EXPECT_EQ(Pass(1, Counters(1)).health[0].verdict, Verdict::kOk);
}

TEST_F(JudgementTest, TakesWhatWasSeenElsewhere) {
  Sign sign;
  sign.ailment = Ailment::kDmaAbort;
  sign.source = SignSource::kKernelLog;
  sign.chip = 3;
  sign.seen_at = kNow;
  sign.raw = "DMA completion timeout";
  judgement_.Note(sign, absl::Seconds(1000));
  EXPECT_EQ(Pass(1, Counters(1)).health[0].verdict, Verdict::kSuspect);
}

TEST_F(JudgementTest, TimesCountersByWhenTheyWereRead) {
  sampled_at_ = {absl::Seconds(1000)};
  Pass(0, Counters(100));
  sampled_at_ = {absl::Seconds(1004)};
  const Findings second = Pass(2, Counters(140));
  EXPECT_EQ(second.usage[0]->cores[0].per_second[CoreRate::kSucceeded], Reading<double>(10.0));
}

TEST_F(JudgementTest, JudgesChipsAgainByALookAndLeavesTheOthers) {
  Pass(0, Counters(100));
  const auto look = [this](ChipSet chips) {
    Findings findings = Found(1, Counters(140));
    findings.usage.resize(1);
    findings.health.resize(1);
    judgement_.JudgeAgain(chips, absl::Seconds(1001), &findings);
    return findings;
  };
  EXPECT_FALSE(look({7}).usage[0].has_value());
  const Findings again = look({3});
  EXPECT_EQ(again.usage[0]->cores[0].per_second[CoreRate::kSucceeded], Reading<double>(40.0));
  EXPECT_EQ(again.health[0].verdict, Verdict::kOk);
}

TEST_F(JudgementTest, StillHoldsAStuckHolderAgainstAChipThatIsJudgedAgain) {
  Holder* const holder = AddHolder({3});
  holder->state = 'D';
  holder->state_for = absl::Seconds(30);
  Pass(30, Counters(1));
  Findings findings = Found(31, Counters(1));
  findings.usage.resize(1);
  findings.health.resize(1);
  judgement_.JudgeAgain({3}, absl::Seconds(1031), &findings);
  EXPECT_EQ(findings.health[0].verdict, Verdict::kSuspect);
}

// What becomes of a chip that an earlier run of the agent knew to be bad, under another load of the
// driver or the same one.
TEST_F(JudgementTest, GoesOnFromWhatAnEarlierRunHeldAgainstAChip) {
  const TemporaryDirectory directory;
  Sign sign;
  sign.ailment = Ailment::kDmaAbort;
  sign.chip = 3;
  sign.seen_at = kNow;
  int second = 0;
  const auto judged = [&](std::uint64_t module_inode, bool with_sign) {
    VerdictBook book(directory.Path("verdicts"), "boot");
    Judgement judgement(DefaultHealthRules(), &book);
    Findings findings = Found(++second, Counters(1));
    findings.module_inode = module_inode;
    judgement.Judge(absl::Seconds(1000 + second), &findings);
    if (with_sign) {
      judgement.Note(sign, absl::Seconds(1000 + second));
      judgement.JudgeAgain({3}, absl::Seconds(1000 + second), &findings);
    }
    return findings.health[0].verdict;
  };
  EXPECT_EQ(judged(7, true), Verdict::kBad);
  EXPECT_EQ(judged(7, false), Verdict::kBad);
  EXPECT_EQ(judged(8, false), Verdict::kOk);
}

TEST_F(JudgementTest, GoesByTheRulesItIsGiven) {
  HealthRules rules = DefaultHealthRules();
  rules.rules[Ailment::kHolderStuck].suspect_at = 0;
  judgement_.SetRules(rules);
  Holder* const holder = AddHolder({3});
  holder->state = 'D';
  holder->state_for = absl::Seconds(60);
  EXPECT_EQ(Pass(60, Counters(1)).health[0].verdict, Verdict::kOk);
}

}  // namespace
}  // namespace neuron
