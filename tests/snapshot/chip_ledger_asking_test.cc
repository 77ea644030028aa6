#include "agent/snapshot/chip_ledger.h"
#include "tests/snapshot/chip_ledger_rig.h"

namespace neuron {
namespace {

// Whom ChipLedger lets be asked by ioctl, and what it keeps of the answers.

TEST_F(ChipLedgerTest, AsksEachChipOnceWhenItIsSetUp) {
  Round(&ledger_, kStart);
  Round(&ledger_, kStart + absl::Milliseconds(900));
  EXPECT_EQ(opens(), 0u);
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[0].answers.is_unknown());
  Rounds(&ledger_, kStart + absl::Seconds(1), absl::Seconds(200));
  EXPECT_EQ(opens(), 2u);
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[0].answers.has_value());
}

TEST_F(ChipLedgerTest, KeepsAnswersForTheNextRunOfTheAgent) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  ChipLedger next(host_.book_path(), ChipLedger::Pace());
  Round(&next, kStart);
  EXPECT_TRUE(next.TakeInventory(kWall)->chips[0].answers.has_value());
  Rounds(&next, kStart, absl::Seconds(3));
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, KeepsAnswersOfAChipThatGoesAndComesBack) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  host_.RemoveChip(10);
  Round(&ledger_, kStart + absl::Seconds(4));
  host_.AddChip(10);
  Rounds(&ledger_, kStart + absl::Seconds(5), absl::Seconds(5));
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, DoesNotAskWhereItCouldNotKnowThatItHas) {
  host_.SetBootId("");
  Rounds(&ledger_, kStart, absl::Seconds(3));
  EXPECT_EQ(opens(), 0u);
  EXPECT_TRUE(absl::IsFailedPrecondition(ledger_.TakeInventory(kWall)->chips[0].answers.why()));

  host_.SetBootId("boot-1");
  host_.SetDriverVersion("");
  Rounds(&ledger_, kStart + absl::Seconds(10), absl::Seconds(3));
  EXPECT_EQ(opens(), 0u);
}

TEST_F(ChipLedgerTest, TriesAgainAMinuteAfterAChipCouldNotBeAsked) {
  driver_.FailOpen(absl::UnavailableError("busy"));
  Rounds(&ledger_, kStart, absl::Seconds(1));
  EXPECT_EQ(opens(), 2u);
  Rounds(&ledger_, kStart + absl::Seconds(2), absl::Seconds(58));
  EXPECT_EQ(opens(), 2u);
  EXPECT_EQ(ledger_.TakeInventory(kWall)->chips[0].answers.why(), absl::UnavailableError("busy"));
  driver_.FailOpen(absl::OkStatus());
  Round(&ledger_, kStart + absl::Seconds(61));
  EXPECT_EQ(opens(), 4u);
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[0].answers.has_value());
}

TEST_F(ChipLedgerTest, TakesNothingButAnswersOfAChipThatCameBackSince) {
  Rounds(&ledger_, kStart, absl::Milliseconds(0));
  const ChipVisit visit = Plan(kStart + absl::Seconds(2))[0];
  ASSERT_TRUE(visit.ask);
  ledger_.SetChips({{2, 1}});
  Make(visit, &ledger_, kStart);
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[0].device_name.is_unknown());
  EXPECT_TRUE(Plan(kStart)[0].answers.has_value());
}

TEST_F(ChipLedgerTest, AsksNobodyAgainWhenTheDriverGoesAndComesBack) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  host_.UnloadDriver();
  Round(&ledger_, kStart + absl::Seconds(4));
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips.empty());
  EXPECT_FALSE(ledger_.TakeInventory(kWall)->driver_loaded);
  host_.SetDriverVersion("2.24.7.0");
  host_.AddChip(2);
  Rounds(&ledger_, kStart + absl::Seconds(5), absl::Seconds(100));
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[0].answers.has_value());
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, TakesAnswersThatAreLate) {
  Round(&ledger_, kStart);
  const ChipVisit visit = Plan(kStart + absl::Seconds(2))[0];
  ASSERT_TRUE(visit.ask);
  ledger_.Accept(SilentChip(visit, absl::DeadlineExceededError("late")), kStart);
  ledger_.AcceptAnswers(visit, DeviceAnswers(), kStart);
  EXPECT_TRUE(Plan(kStart + absl::Minutes(2))[0].answers.has_value());
  EXPECT_FALSE(Plan(kStart + absl::Minutes(2))[0].ask);
}

TEST_F(ChipLedgerTest, AsksNobodyAgainWhoNeverAnswered) {
  Round(&ledger_, kStart);
  const absl::Duration later = kStart + absl::Seconds(2);
  const std::vector<ChipVisit> visits = Plan(later);
  ASSERT_TRUE(visits[0].ask);
  ledger_.BeginVisits({visits[0]});
  EXPECT_FALSE(Plan(later + absl::Hours(1))[0].ask);
  EXPECT_TRUE(Plan(later + absl::Hours(1))[1].ask);
  ChipLedger next(host_.book_path(), ChipLedger::Pace());
  Rounds(&next, kStart, absl::Seconds(3));
  EXPECT_EQ(opens(), 1u) << "of chip 10";
  EXPECT_TRUE(next.TakeInventory(kWall)->chips[0].answers.value().pci.is_unknown());
}

TEST_F(ChipLedgerTest, KeepsAnAnswerForTheDriverThatWasAsked) {
  Round(&ledger_, kStart);
  const ChipVisit visit = Plan(kStart + absl::Seconds(2))[0];
  host_.SetDriverVersion("2.25.0.0");
  Round(&ledger_, kStart + absl::Seconds(2));
  ledger_.AcceptAnswers(visit, DeviceAnswers(), kStart);
  EXPECT_TRUE(Plan(kStart)[0].answers.is_unknown());
  host_.SetDriverVersion("2.24.7.0");
  Round(&ledger_, kStart + absl::Seconds(3));
  EXPECT_TRUE(Plan(kStart)[0].answers.has_value());
}

TEST_F(ChipLedgerTest, DoesNotTrustThePlaceOfAChipThatCameBackWhereTheDriverCountsAsItFinds) {
  host_.SetInstanceType("inf1.6xlarge");
  Rounds(&ledger_, kStart, absl::Seconds(3));
  const auto routing_id = [&](int chip) {
    const auto inventory = ledger_.TakeInventory(kWall);
    return inventory->chips[static_cast<std::size_t>(chip)].answers.value().routing_id;
  };
  EXPECT_FALSE(routing_id(0).is_unknown());
  host_.ReplaceChip(2);
  Rounds(&ledger_, kStart + absl::Seconds(4), absl::Seconds(3));
  EXPECT_TRUE(routing_id(0).is_unknown());
  EXPECT_FALSE(routing_id(1).is_unknown()) << "it was there all along";
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, AsksOnAnUltraServerOnlyWhileNoChipMayBeHeld) {
  host_.SetInstanceType("trn2u.48xlarge");
  Rounds(&ledger_, kStart, absl::Seconds(5), /*may_be_held=*/true);
  EXPECT_EQ(opens(), 0u);
  Rounds(&ledger_, kStart + absl::Seconds(6), absl::Seconds(1), /*may_be_held=*/false);
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, AsksElsewhereEvenWhileChipsAreHeld) {
  Rounds(&ledger_, kStart, absl::Seconds(2), /*may_be_held=*/true);
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, DoesWithoutAFileThatCannotBeWritten) {
  ChipLedger ledger("/nowhere/chips", ChipLedger::Pace());
  testing::internal::CaptureStderr();
  Rounds(&ledger, kStart, absl::Seconds(10));
  EXPECT_NE(testing::internal::GetCapturedStderr().find("event=answers_not_saved"),
            std::string::npos);
  EXPECT_EQ(opens(), 2u);
}

}  // namespace
}  // namespace neuron
