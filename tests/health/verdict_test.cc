#include "agent/health/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

absl::Status Why() { return absl::DataLossError("/sys/x: garbage"); }

using Count = Reading<std::uint64_t>;

ChipCounters Counters(Reading<ResetState> reset, Count sram = 0, Count hbm = 0,
                      Count repairable = 0) {
  ChipCounters counters;
  counters.reset_state = std::move(reset);
  counters.sram_ecc_uncorrected = std::move(sram);
  counters.hbm_ecc_uncorrected = std::move(hbm);
  counters.hbm_ecc_repairable = std::move(repairable);
  return counters;
}

TEST(ChipHealth, IsUnknownFromTheStart) {
  EXPECT_EQ(ChipHealth().verdict, Verdict::kUnknown);
  EXPECT_EQ(ChipHealth().reason, "unread");
}

TEST(JudgeChip, GoesByTheResetState) {
  const struct {
    Reading<ResetState> reset;
    Verdict verdict;
    const char* reason;
  } cases[] = {
      {ResetState::kReady, Verdict::kOk, "none"},
      {ResetState::kResetting, Verdict::kUnknown, "resetting"},
      {ResetState::kInvalid, Verdict::kBad, "reset_failed"},
      {Reading<ResetState>::Unknown(Why()), Verdict::kUnknown, "reset_state_unreadable"},
      {Reading<ResetState>::Absent(), Verdict::kUnknown, "no_reset_state"},
  };
  for (const auto& c : cases) {
    const ChipHealth health = JudgeChip(Counters(c.reset));
    EXPECT_EQ(health.verdict, c.verdict) << c.reason;
    EXPECT_EQ(health.reason, c.reason);
    EXPECT_EQ(health.evidence.empty(), c.verdict == Verdict::kOk) << c.reason;
  }
}

TEST(JudgeChip, DoesNotKnowAChipWhoseCountersItDoesNotKnow) {
  const ChipHealth unknown = JudgeChip(Reading<ChipCounters>::Unknown(Why()));
  EXPECT_EQ(unknown.verdict, Verdict::kUnknown);
  EXPECT_EQ(unknown.reason, "unreadable");
  EXPECT_EQ(unknown.evidence, Why().message());
  const ChipHealth absent = JudgeChip(Reading<ChipCounters>::Absent());
  EXPECT_EQ(absent.verdict, Verdict::kUnknown);
  EXPECT_THAT(absent.evidence, Not(IsEmpty()));
}

TEST(JudgeChip, SuspectsAChipWithUncorrectedErrors) {
  const struct {
    ChipCounters counters;
    const char* reason;
    const char* evidence;
  } cases[] = {
      {Counters(ResetState::kReady, 3), "sram_ecc", "sram_ecc_uncorrected reads 3"},
      {Counters(ResetState::kReady, 0, 4), "hbm_ecc", "mem_ecc_uncorrected reads 4"},
      {Counters(ResetState::kReady, 0, 0, 5), "hbm_ecc_repairable",
       "mem_ecc_repairable_uncorrected reads 5"},
      {Counters(ResetState::kReady, 3, 4, 5), "sram_ecc", "sram_ecc_uncorrected reads 3"},
      {Counters(ResetState::kReady, Count::Absent(), 4), "hbm_ecc", "mem_ecc_uncorrected reads 4"},
  };
  for (const auto& c : cases) {
    const ChipHealth health = JudgeChip(c.counters);
    EXPECT_EQ(health.verdict, Verdict::kSuspect);
    EXPECT_EQ(health.reason, c.reason);
    EXPECT_EQ(health.evidence, c.evidence);
  }
}

TEST(JudgeChip, LearnsNothingFromCountsThatTheDriverLacks) {
  const ChipCounters inferentia =
      Counters(ResetState::kReady, Count::Absent(), Count::Absent(), Count::Absent());
  EXPECT_EQ(JudgeChip(inferentia).verdict, Verdict::kOk);
}

TEST(JudgeChip, NeverCallsAChipWellWhoseErrorCountsItCannotRead) {
  const struct {
    ChipCounters counters;
    const char* reason;
  } cases[] = {
      {Counters(ResetState::kReady, Count::Unknown(Why())), "sram_ecc_unreadable"},
      {Counters(ResetState::kReady, 0, Count::Unknown(Why())), "hbm_ecc_unreadable"},
      {Counters(ResetState::kReady, 0, 0, Count::Unknown(Why())), "hbm_ecc_repairable_unreadable"},
      // Whatever the others say.
      {Counters(ResetState::kReady, 3, Count::Unknown(Why())), "hbm_ecc_unreadable"},
  };
  for (const auto& c : cases) {
    const ChipHealth health = JudgeChip(c.counters);
    EXPECT_EQ(health.verdict, Verdict::kUnknown);
    EXPECT_EQ(health.reason, c.reason);
    EXPECT_THAT(health.evidence, HasSubstr("/sys/x"));
  }
}

TEST(JudgeChip, LooksAtMemoryOnlyOfAChipThatIsReady) {
  EXPECT_EQ(JudgeChip(Counters(ResetState::kResetting, 3)).reason, "resetting");
  EXPECT_EQ(JudgeChip(Counters(ResetState::kInvalid, Count::Unknown(Why()))).verdict,
            Verdict::kBad);
}

TEST(JudgeChip, DoesNotMindWhatTheCoresCount) {
  ChipCounters counters = Counters(ResetState::kReady);
  counters.cores.resize(2);
  counters.cores[0].hardware_errors = 7;
  counters.cores[1].reset_failures = Count::Unknown(Why());
  EXPECT_EQ(JudgeChip(counters).verdict, Verdict::kOk);
}

NodeHealth Judge(Reading<int> expected, const std::vector<Verdict>& verdicts) {
  Inventory inventory;
  inventory.expected_chips = std::move(expected);
  std::vector<ChipHealth> chips;
  for (Verdict verdict : verdicts) {
    chips.push_back({verdict, "", ""});
  }
  return JudgeNode(inventory, chips);
}

constexpr Verdict kOk = Verdict::kOk;
constexpr Verdict kSuspect = Verdict::kSuspect;
constexpr Verdict kBad = Verdict::kBad;
constexpr Verdict kUnknown = Verdict::kUnknown;

TEST(JudgeNode, IsOkIfEveryChipIsOkOrSuspectAndNoneIsMissing) {
  EXPECT_EQ(Judge(2, {kOk, kOk}), NodeHealth::kOk);
  EXPECT_EQ(Judge(2, {kOk, kSuspect}), NodeHealth::kOk);
  EXPECT_EQ(Judge(2, {kSuspect, kSuspect}), NodeHealth::kOk);
  EXPECT_EQ(Judge(Reading<int>::Absent(), {kOk}), NodeHealth::kOk);
  EXPECT_EQ(Judge(Reading<int>::Unknown(Why()), {kOk}), NodeHealth::kOk);
}

TEST(JudgeNode, IsDegradedIfSomeAreUsableAndSomeNot) {
  EXPECT_EQ(Judge(2, {kOk, kBad}), NodeHealth::kDegraded);
  EXPECT_EQ(Judge(2, {kSuspect, kUnknown}), NodeHealth::kDegraded);
  EXPECT_EQ(Judge(3, {kOk, kOk}), NodeHealth::kDegraded);
  EXPECT_EQ(Judge(3, {kOk, kBad, kUnknown}), NodeHealth::kDegraded);
}

TEST(JudgeNode, IsImpairedIfNoneIsUsableAndOneIsKnownToBeBadOrMissing) {
  EXPECT_EQ(Judge(2, {kBad, kBad}), NodeHealth::kImpaired);
  EXPECT_EQ(Judge(2, {kBad, kUnknown}), NodeHealth::kImpaired);
  EXPECT_EQ(Judge(2, {kUnknown}), NodeHealth::kImpaired);
  EXPECT_EQ(Judge(Reading<int>::Absent(), {kBad}), NodeHealth::kImpaired);
}

TEST(JudgeNode, IsImpairedIfTheTypeHasChipsAndNoDriverShowsOne) {
  EXPECT_EQ(Judge(16, {}), NodeHealth::kImpaired);
}

TEST(JudgeNode, CountsAChipThatPciShowsAndTheDriverDoesNot) {
  Inventory inventory;
  inventory.missing.push_back({Reading<PciFunction>::Unknown(Why()), "not bound"});
  EXPECT_EQ(JudgeNode(inventory, {{kOk, "", ""}}), NodeHealth::kDegraded);
  EXPECT_EQ(JudgeNode(inventory, {{kUnknown, "", ""}}), NodeHealth::kImpaired);
  EXPECT_EQ(JudgeNode(inventory, {}), NodeHealth::kImpaired);
}

TEST(JudgeNode, DoesNotMindFindings) {
  Inventory inventory;
  inventory.findings.push_back({FindingCode::kMoreChips, ChipSet(), "more"});
  EXPECT_EQ(JudgeNode(inventory, {{kOk, "", ""}}), NodeHealth::kOk);
}

TEST(JudgeNode, IsUnknownIfTheAgentCannotTell) {
  EXPECT_EQ(Judge(2, {kUnknown, kUnknown}), NodeHealth::kUnknown);
  EXPECT_EQ(Judge(Reading<int>::Absent(), {}), NodeHealth::kUnknown);
  EXPECT_EQ(Judge(Reading<int>::Unknown(Why()), {}), NodeHealth::kUnknown);
}

TEST(Word, NamesEveryVerdictAndEveryHealth) {
  EXPECT_EQ(Word(Verdict::kOk), "ok");
  EXPECT_EQ(Word(Verdict::kSuspect), "suspect");
  EXPECT_EQ(Word(Verdict::kBad), "bad");
  EXPECT_EQ(Word(Verdict::kUnknown), "unknown");
  EXPECT_EQ(Word(NodeHealth::kOk), "ok");
  EXPECT_EQ(Word(NodeHealth::kDegraded), "degraded");
  EXPECT_EQ(Word(NodeHealth::kImpaired), "impaired");
  EXPECT_EQ(Word(NodeHealth::kUnknown), "unknown");
}

// Every host of up to three chips, by counting.
TEST(JudgeNode, HoldsForEveryHostOfUpToThreeChips) {
  const Verdict verdicts[] = {kUnknown, kOk, kSuspect, kBad};
  for (int code = 0; code < 64; ++code) {
    for (std::size_t size = 0; size <= 3; ++size) {
      const std::vector<Verdict> all = {verdicts[code % 4], verdicts[code / 4 % 4],
                                        verdicts[code / 16]};
      const std::vector<Verdict> chips(all.begin(), all.begin() + static_cast<long>(size));
      const auto count = [&](Verdict verdict) {
        return static_cast<std::size_t>(std::count(chips.begin(), chips.end(), verdict));
      };
      const std::size_t usable = count(kOk) + count(kSuspect);
      const std::size_t known_lost = count(kBad) + (3 - size);
      const NodeHealth expected = usable == 3      ? NodeHealth::kOk
                                  : usable > 0     ? NodeHealth::kDegraded
                                  : known_lost > 0 ? NodeHealth::kImpaired
                                                   : NodeHealth::kUnknown;
      EXPECT_EQ(Judge(3, chips), expected) << code << " " << size;
    }
  }
}

}  // namespace
}  // namespace neuron
