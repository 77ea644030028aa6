#include "tests/bench/placement_sim/chip_ledger.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

constexpr int kChips = 16;

absl::Duration At(int seconds) { return absl::Seconds(seconds); }

TEST(ChipLedger, GivesNoChipTwice) {
  ChipLedger ledger(kChips);
  EXPECT_TRUE(ledger.Take(1, {0, 1, 2, 3}, At(0)));
  EXPECT_FALSE(ledger.Take(2, {3}, At(1)));
  EXPECT_TRUE(ledger.Take(2, {4}, At(1)));
}

TEST(ChipLedger, GivesAChipAgainWhoseTaskIsGone) {
  ChipLedger ledger(kChips);
  ledger.Take(1, {3}, At(0));
  ledger.Forget(1, At(1));
  EXPECT_TRUE(ledger.Take(2, {3}, At(1)));
}

TEST(ChipLedger, LetsATaskTakeWhatItHasAlready) {
  ChipLedger ledger(kChips);
  ledger.Take(1, {3}, At(0));
  EXPECT_TRUE(ledger.Take(1, {3}, At(1)));
}

TEST(ChipLedger, WhatIsOnlyExpectedIsNobodysYet) {
  ChipLedger ledger(kChips);
  ledger.Expect(1, {3}, At(0));
  EXPECT_TRUE(ledger.Take(2, {3}, At(0)));
  EXPECT_FALSE(ledger.Take(1, {3}, At(0)));
}

TEST(ChipLedger, KnowsHowFarApartTwoWereSentForOneChip) {
  ChipLedger ledger(kChips);
  ledger.Expect(1, {3}, At(2));
  ledger.Expect(2, {3}, At(5));
  ledger.Take(2, {3}, At(60));
  EXPECT_EQ(ledger.ApartFromHolders(1, {3}), absl::Seconds(3));
  EXPECT_EQ(ledger.ApartFromHolders(1, {4}), absl::ZeroDuration());
  EXPECT_EQ(ledger.ApartFromHolders(2, {3}), absl::ZeroDuration());
}

TEST(ChipLedger, CountsEveryChipOfAnEmptyHostAsIdle) {
  EXPECT_EQ(ChipLedger(kChips).IdleUntil(At(10)), kChips * absl::Seconds(10));
}

TEST(ChipLedger, AChipThatIsToBeHadIsNotIdle) {
  ChipLedger ledger(kChips);
  ledger.Expect(1, {0, 1, 2, 3}, At(0));
  ledger.ExpectAny(2, 8, At(0));
  EXPECT_EQ(ledger.IdleUntil(At(10)), 4 * absl::Seconds(10));
}

TEST(ChipLedger, ChipsAreIdleWhileTheirTaskWaitsForThem) {
  ChipLedger ledger(kChips);
  ledger.ExpectAny(1, 16, At(0));
  ledger.ExpectNone(1, At(10));
  ledger.Take(1, ChipSet(0xffff), At(12));
  EXPECT_EQ(ledger.IdleUntil(At(20)), kChips * absl::Seconds(2));
}

TEST(ChipLedger, TwoTasksOnOneChipLeaveAnotherIdle) {
  ChipLedger ledger(kChips);
  ledger.Expect(1, ChipSet(0x00ff), At(0));
  ledger.Expect(2, ChipSet(0x00ff), At(0));
  EXPECT_EQ(ledger.IdleUntil(At(1)), 8 * absl::Seconds(1));
}

TEST(ChipLedger, ChipsOfATaskThatIsGoneAreIdle) {
  ChipLedger ledger(kChips);
  ledger.Take(1, ChipSet(0xffff), At(0));
  ledger.Forget(1, At(5));
  EXPECT_EQ(ledger.IdleUntil(At(6)), kChips * absl::Seconds(1));
}

}  // namespace
}  // namespace neuron
