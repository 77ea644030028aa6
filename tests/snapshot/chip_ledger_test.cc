#include "agent/snapshot/chip_ledger.h"

#include "agent/device/enumerator.h"
#include "gtest/gtest.h"
#include "tests/fakes/recording_driver.h"
#include "tests/snapshot/plain_host.h"

namespace neuron {
namespace {

using Call = RecordingDriver::Call;

constexpr absl::Duration kStart = absl::Hours(1);
const absl::Time kWall = absl::FromUnixSeconds(1795000000);

class ChipLedgerTest : public testing::Test {
 protected:
  ChipLedgerTest() {
    for (int chip : {2, 10}) {
      host_.AddChip(chip);
    }
  }

  // What the sampler does in a round.
  void Round(ChipLedger* ledger, absl::Duration now, bool may_be_held = false) {
    ledger->SetHost(ReadHost(host_.paths()), boot_id_);
    ledger->SetChips(*ListChips(host_.paths()));
    for (const ChipVisit& visit : ledger->PlanVisits(now, may_be_held)) {
      ledger->Accept(VisitChip(host_.paths(), &driver_, visit), now);
    }
  }

  // Rounds once a second, until that much has passed.
  void Rounds(ChipLedger* ledger, absl::Duration from, absl::Duration span,
              bool may_be_held = false) {
    for (absl::Duration now = from; now <= from + span; now += absl::Seconds(1)) {
      Round(ledger, now, may_be_held);
    }
  }

  std::size_t opens() const { return driver_.Count(Call::Kind::kOpen); }

  PlainHost host_;
  std::string boot_id_ = "boot-1";
  RecordingDriver driver_;
  ChipLedger ledger_{host_.book_path()};
};

TEST_F(ChipLedgerTest, PlansAVisitForEachChipAscending) {
  Round(&ledger_, kStart);
  const auto visits = ledger_.PlanVisits(kStart, false);
  ASSERT_EQ(visits.size(), 2u);
  EXPECT_EQ(visits[0].index, 2);
  EXPECT_EQ(visits[1].index, 10);
  EXPECT_NE(visits[0].known, nullptr);
}

TEST_F(ChipLedgerTest, SaysWhetherTheChipsHaveChanged) {
  EXPECT_TRUE(ledger_.SetChips({2, 10}));
  EXPECT_FALSE(ledger_.SetChips({2, 10}));
  EXPECT_TRUE(ledger_.SetChips({2, 3}));
  EXPECT_TRUE(ledger_.SetChips({2}));
  EXPECT_TRUE(ledger_.SetChips({}));
  EXPECT_FALSE(ledger_.SetChips({}));
}

TEST_F(ChipLedgerTest, SaysWhetherAVisitChangedHowDescriptorsAreKnown) {
  ledger_.SetHost(ReadHost(host_.paths()), boot_id_);
  ledger_.SetChips({2});
  const auto visit = [&] {
    return VisitChip(host_.paths(), &driver_, ledger_.PlanVisits(kStart, false)[0]);
  };
  EXPECT_TRUE(ledger_.Accept(visit(), kStart));
  EXPECT_FALSE(ledger_.Accept(visit(), kStart));
  host_.ReloadDriver(2);
  EXPECT_TRUE(ledger_.Accept(visit(), kStart)) << "its facts are read again while it is young";
}

TEST_F(ChipLedgerTest, IgnoresReportsOfChipsThatAreGone) {
  Round(&ledger_, kStart);
  const ChipVisit visit = ledger_.PlanVisits(kStart, false)[1];
  const ChipReport report = VisitChip(host_.paths(), &driver_, visit);
  ledger_.SetChips({2});
  EXPECT_FALSE(ledger_.Accept(report, kStart));
  EXPECT_EQ(ledger_.TakeInventory(kWall)->chips.size(), 1u);
}

TEST_F(ChipLedgerTest, KnowsChipsByTheirDescriptors) {
  EXPECT_TRUE(ledger_.identities().empty());
  Round(&ledger_, kStart);
  EXPECT_EQ(ledger_.identities(),
            (ChipIdentities{{host_.IdentityOf(2), 2}, {host_.IdentityOf(10), 10}}));
}

TEST_F(ChipLedgerTest, WalksAgainWhileAChipMayNotBeSetUp) {
  Round(&ledger_, kStart);
  EXPECT_TRUE(ledger_.PlanVisits(kStart + absl::Milliseconds(900), false)[0].walk_again);
  EXPECT_FALSE(ledger_.PlanVisits(kStart + absl::Seconds(1), false)[0].walk_again);
}

TEST_F(ChipLedgerTest, CountsFromTheLastChangeOfTheNodes) {
  Round(&ledger_, kStart);
  host_.WriteChip(2, "info/notify_delay", "0\n");
  const absl::Duration later = kStart + absl::Milliseconds(900);
  Round(&ledger_, later);
  EXPECT_TRUE(ledger_.PlanVisits(kStart + absl::Seconds(1), false)[0].walk_again);
  EXPECT_FALSE(ledger_.PlanVisits(later + absl::Seconds(1), false)[0].walk_again);
}

TEST_F(ChipLedgerTest, TellsOfChipsThatWereNotReadYet) {
  ledger_.SetHost(ReadHost(host_.paths()), boot_id_);
  ledger_.SetChips({2});
  const auto inventory = ledger_.TakeInventory(kWall);
  ASSERT_EQ(inventory->chips.size(), 1u);
  EXPECT_EQ(inventory->chips[0].index, 2);
  EXPECT_TRUE(inventory->chips[0].device_name.is_unknown());
}

TEST_F(ChipLedgerTest, GivesTheSameInventoryUntilSomethingIsReadAnew) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  const auto inventory = ledger_.TakeInventory(kWall);
  EXPECT_EQ(inventory->enumerated_at, kWall);
  EXPECT_EQ(inventory->driver_version.value(), "2.24.7.0");
  Round(&ledger_, kStart + absl::Seconds(4));
  EXPECT_EQ(ledger_.TakeInventory(kWall + absl::Seconds(1)), inventory);
  host_.AddChip(11);
  Round(&ledger_, kStart + absl::Seconds(5));
  EXPECT_NE(ledger_.TakeInventory(kWall), inventory);
}

TEST_F(ChipLedgerTest, GivesAnotherInventoryForEachChangeOfTheHost) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  const auto inventory = ledger_.TakeInventory(kWall);
  host_.SetInstanceType("trn1n.32xlarge");
  Round(&ledger_, kStart + absl::Seconds(4));
  EXPECT_EQ(ledger_.TakeInventory(kWall)->instance_type.value(), "trn1n.32xlarge");
  EXPECT_EQ(inventory->instance_type.value(), "trn1.32xlarge") << "sealed";
}

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
  ChipLedger next(host_.book_path());
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
  boot_id_ = "";
  Rounds(&ledger_, kStart, absl::Seconds(3));
  EXPECT_EQ(opens(), 0u);
  EXPECT_TRUE(absl::IsFailedPrecondition(ledger_.TakeInventory(kWall)->chips[0].answers.why()));

  boot_id_ = "boot-1";
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

TEST_F(ChipLedgerTest, StartsAfreshWithAnotherDriver) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  host_.SetDriverVersion("2.25.0.0");
  host_.WriteChip(2, "info/serial_number", "1a2b3c4d5e6fffff\n");
  Round(&ledger_, kStart + absl::Seconds(4));
  EXPECT_EQ(ledger_.TakeInventory(kWall)->chips[0].serial_number.value(), "1a2b3c4d5e6fffff");
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[0].answers.is_unknown());
  Rounds(&ledger_, kStart + absl::Seconds(5), absl::Seconds(3));
  EXPECT_EQ(opens(), 4u);
}

TEST_F(ChipLedgerTest, ReadsAllChipsAnewWithAnotherMajorAndAsksNone) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  host_.ReloadDriver(2);
  Rounds(&ledger_, kStart + absl::Seconds(4), absl::Seconds(3));
  EXPECT_EQ(ledger_.identities().count(host_.IdentityOf(2)), 1u);
  EXPECT_EQ(ledger_.TakeInventory(kWall)->device_major.value(), 246u);
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, StartsAfreshWithAnotherBoot) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  ChipLedger next(host_.book_path());
  boot_id_ = "boot-2";
  Rounds(&next, kStart, absl::Seconds(3));
  EXPECT_EQ(opens(), 4u);
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
  ChipLedger ledger("/nowhere/chips");
  testing::internal::CaptureStderr();
  Rounds(&ledger, kStart, absl::Seconds(10));
  EXPECT_NE(testing::internal::GetCapturedStderr().find("event=answers_not_saved"),
            std::string::npos);
  EXPECT_EQ(opens(), 2u);
}

}  // namespace
}  // namespace neuron
