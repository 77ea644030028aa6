#include "agent/health/verdict.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace neuron {
namespace {

absl::Status Why() { return absl::DataLossError("/sys/x: garbage"); }

TEST(ChipHealth, IsUnknownFromTheStart) {
  EXPECT_EQ(ChipHealth().verdict, Verdict::kUnknown);
  EXPECT_EQ(ChipHealth().reason, "unread");
  EXPECT_EQ(ChipHealth().evidence, "the chip was not read yet");
  EXPECT_EQ(ChipHealth().clears_when, "the chip answers");
  EXPECT_EQ(ChipHealth().since, absl::InfinitePast());
}

ChipHealth With(Verdict verdict) {
  ChipHealth health;
  health.verdict = verdict;
  return health;
}

NodeHealth Judge(Reading<int> expected, const std::vector<Verdict>& verdicts) {
  Inventory inventory;
  inventory.expected_chips = std::move(expected);
  std::vector<ChipHealth> chips;
  for (Verdict verdict : verdicts) {
    chips.push_back(With(verdict));
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
  EXPECT_EQ(JudgeNode(inventory, {With(kOk)}), NodeHealth::kDegraded);
  EXPECT_EQ(JudgeNode(inventory, {With(kUnknown)}), NodeHealth::kImpaired);
  EXPECT_EQ(JudgeNode(inventory, {}), NodeHealth::kImpaired);
}

TEST(JudgeNode, DoesNotMindFindings) {
  Inventory inventory;
  inventory.findings.push_back({FindingCode::kMoreChips, ChipSet(), "more"});
  EXPECT_EQ(JudgeNode(inventory, {With(kOk)}), NodeHealth::kOk);
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
