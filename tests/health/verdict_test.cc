#include "agent/health/verdict.h"

#include <vector>

#include "gtest/gtest.h"

namespace neuron {
namespace {

Reading<ChipCounters> Counters(Reading<ResetState> reset_state) {
  ChipCounters counters;
  counters.reset_state = std::move(reset_state);
  return counters;
}

Inventory Host(Reading<int> expected_chips, int chips) {
  Inventory inventory;
  inventory.driver_loaded = chips > 0;
  inventory.expected_chips = std::move(expected_chips);
  inventory.chips.resize(static_cast<std::size_t>(chips));
  return inventory;
}

NodeHealth Judge(Reading<int> expected_chips, const std::vector<Verdict>& verdicts) {
  std::vector<ChipHealth> chips;
  for (const Verdict verdict : verdicts) {
    chips.push_back({verdict, "test", ""});
  }
  return JudgeNode(Host(std::move(expected_chips), static_cast<int>(verdicts.size())), chips);
}

TEST(JudgeChip, CallsAReadyChipOk) {
  const ChipHealth health = JudgeChip(Counters(ResetState::kReady));
  EXPECT_EQ(health.verdict, Verdict::kOk);
  EXPECT_EQ(health.reason, "none");
  EXPECT_EQ(health.evidence, "");
}

TEST(JudgeChip, CallsAChipThatDidNotAnswerUnknownAndSaysWhy) {
  const ChipHealth health =
      JudgeChip(Reading<ChipCounters>::Unknown(absl::DeadlineExceededError("no answer within 1s")));
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "unreadable");
  EXPECT_EQ(health.evidence, "no answer within 1s");
}

TEST(JudgeChip, CallsAChipThatWasNeverReadUnknown) {
  EXPECT_EQ(JudgeChip(Reading<ChipCounters>::Absent()).verdict, Verdict::kUnknown);
}

TEST(JudgeChip, CallsAChipUnknownWhileAResetRuns) {
  const ChipHealth health = JudgeChip(Counters(ResetState::kResetting));
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "resetting");
}

TEST(JudgeChip, CallsAChipUnknownWhoseResetStateMayNotBeRead) {
  const ChipHealth health = JudgeChip(
      Counters(Reading<ResetState>::Unknown(absl::PermissionDeniedError("reset: refused"))));
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "reset_state_unreadable");
  EXPECT_EQ(health.evidence, "reset: refused");
}

TEST(JudgeChip, CallsAChipUnknownThatShowsNoResetState) {
  EXPECT_EQ(JudgeChip(Counters(Reading<ResetState>::Absent())).verdict, Verdict::kUnknown);
}

TEST(JudgeChip, CallsAChipBadWhoseResetFailedAndAdvises) {
  const ChipHealth health = JudgeChip(Counters(ResetState::kInvalid));
  EXPECT_EQ(health.verdict, Verdict::kBad);
  EXPECT_EQ(health.reason, "reset_failed");
  EXPECT_NE(health.evidence.find("reload the driver"), std::string::npos);
}

TEST(JudgeChip, CallsAChipSuspectForAnyKindOfUncorrectedError) {
  const struct {
    Reading<std::uint64_t> ChipCounters::*errors;
    const char* reason;
  } kinds[] = {{&ChipCounters::sram_ecc_uncorrected, "sram_ecc"},
               {&ChipCounters::hbm_ecc_uncorrected, "hbm_ecc"},
               {&ChipCounters::hbm_ecc_repairable, "hbm_ecc_repairable"}};
  for (const auto& kind : kinds) {
    ChipCounters counters;
    counters.reset_state = ResetState::kReady;
    counters.*kind.errors = std::uint64_t{3};
    const ChipHealth health = JudgeChip(counters);
    EXPECT_EQ(health.verdict, Verdict::kSuspect);
    EXPECT_EQ(health.reason, kind.reason);
    EXPECT_NE(health.evidence.find("reads 3"), std::string::npos);
    counters.*kind.errors = std::uint64_t{0};
    EXPECT_EQ(JudgeChip(counters).verdict, Verdict::kOk) << kind.reason;
  }
}

TEST(JudgeChip, CallsAChipUnknownWhoseErrorCountCannotBeRead) {
  ChipCounters counters;
  counters.reset_state = ResetState::kReady;
  counters.sram_ecc_uncorrected = std::uint64_t{1};
  counters.hbm_ecc_uncorrected =
      Reading<std::uint64_t>::Unknown(absl::DataLossError("mem_ecc_uncorrected: garbage"));
  const ChipHealth health = JudgeChip(counters);
  EXPECT_EQ(health.verdict, Verdict::kUnknown);
  EXPECT_EQ(health.reason, "hbm_ecc_unreadable");
  EXPECT_EQ(health.evidence, "mem_ecc_uncorrected: garbage");
}

TEST(JudgeChip, LetsAFailedResetOutweighOldErrors) {
  ChipCounters counters;
  counters.reset_state = ResetState::kInvalid;
  counters.hbm_ecc_uncorrected = std::uint64_t{1};
  EXPECT_EQ(JudgeChip(counters).verdict, Verdict::kBad);
}

TEST(JudgeNode, IsOkIfEveryChipIsOkOrSuspect) {
  EXPECT_EQ(Judge(2, {Verdict::kOk, Verdict::kSuspect}), NodeHealth::kOk);
  EXPECT_EQ(Judge(Reading<int>::Absent(), {Verdict::kOk}), NodeHealth::kOk);
}

TEST(JudgeNode, IsDegradedIfOnlySomeAreUsable) {
  EXPECT_EQ(Judge(2, {Verdict::kOk, Verdict::kBad}), NodeHealth::kDegraded);
  EXPECT_EQ(Judge(2, {Verdict::kUnknown, Verdict::kSuspect}), NodeHealth::kDegraded);
}

TEST(JudgeNode, IsDegradedIfAChipIsMissing) {
  EXPECT_EQ(Judge(2, {Verdict::kOk}), NodeHealth::kDegraded);
}

TEST(JudgeNode, IsImpairedIfNoneIsUsableAndOneIsKnownToBeBadOrMissing) {
  EXPECT_EQ(Judge(2, {Verdict::kBad, Verdict::kUnknown}), NodeHealth::kImpaired);
  EXPECT_EQ(Judge(2, {Verdict::kUnknown}), NodeHealth::kImpaired);
}

TEST(JudgeNode, IsImpairedIfTheTypeHasChipsAndTheDriverShowsNone) {
  EXPECT_EQ(Judge(16, {}), NodeHealth::kImpaired);
}

TEST(JudgeNode, IsUnknownIfTheAgentCannotTell) {
  EXPECT_EQ(Judge(2, {Verdict::kUnknown, Verdict::kUnknown}), NodeHealth::kUnknown);
  EXPECT_EQ(Judge(Reading<int>::Absent(), {}), NodeHealth::kUnknown);
  EXPECT_EQ(Judge(Reading<int>::Unknown(absl::NotFoundError("product_name")), {}),
            NodeHealth::kUnknown);
}

TEST(Word, IsTheContractsWord) {
  EXPECT_EQ(Word(Verdict::kOk), "ok");
  EXPECT_EQ(Word(Verdict::kSuspect), "suspect");
  EXPECT_EQ(Word(Verdict::kBad), "bad");
  EXPECT_EQ(Word(Verdict::kUnknown), "unknown");
  EXPECT_EQ(Word(NodeHealth::kOk), "ok");
  EXPECT_EQ(Word(NodeHealth::kDegraded), "degraded");
  EXPECT_EQ(Word(NodeHealth::kImpaired), "impaired");
  EXPECT_EQ(Word(NodeHealth::kUnknown), "unknown");
}

}  // namespace
}  // namespace neuron
