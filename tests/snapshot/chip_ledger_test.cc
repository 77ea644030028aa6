#include "agent/snapshot/chip_ledger.h"

#include "agent/device/pci_side.h"
#include "tests/snapshot/chip_ledger_rig.h"

namespace neuron {
namespace {

TEST_F(ChipLedgerTest, PlansAVisitForEachChipAscending) {
  Round(&ledger_, kStart);
  const auto visits = Plan(kStart);
  ASSERT_EQ(visits.size(), 2u);
  EXPECT_EQ(visits[0].index, 2);
  EXPECT_EQ(visits[1].index, 10);
  EXPECT_NE(visits[0].known, nullptr);
}

TEST_F(ChipLedgerTest, LeavesSlowGroupsOfChipsItKnowsForLaterWhenInHaste) {
  const auto groups = [&](absl::Duration at, bool in_haste) {
    return ledger_.PlanVisits({at, kWall, /*may_be_held=*/false, in_haste})[0].groups;
  };
  Round(&ledger_, kStart);
  const absl::Duration due = kStart + absl::Seconds(10);
  EXPECT_TRUE(groups(due, true)[CounterGroup::kFast]);
  EXPECT_FALSE(groups(due, true)[CounterGroup::kEvents]);
  EXPECT_TRUE(groups(due, false)[CounterGroup::kEvents]) << "it was put off, not left out";
  ledger_.SetChips({{2, 7}});
  EXPECT_TRUE(groups(due, true)[CounterGroup::kEvents]) << "of a chip that is new";
}

TEST_F(ChipLedgerTest, LeavesAChipAloneThatDidNotAnswer) {
  Round(&ledger_, kStart);
  const ChipReport report = VisitChip(host_.paths(), &driver_, Plan(kStart)[0]);
  ledger_.NoteAnswer(report, /*given_up=*/true, kStart);
  EXPECT_FALSE(Plan(kStart)[0].left_alone.ok());
  EXPECT_TRUE(Plan(kStart)[1].left_alone.ok());
  EXPECT_TRUE(Plan(kStart + ChipBreaker::kFirst)[0].left_alone.ok());
}

TEST_F(ChipLedgerTest, PlansNoLookAtAChipOfWhichNothingIsKnown) {
  const ChipLedger::Conditions conditions = {kStart, kWall};
  ledger_.SetChips({{2, 1}});
  EXPECT_FALSE(ledger_.PlanLook(2, conditions).has_value());
  EXPECT_FALSE(ledger_.PlanLook(7, conditions).has_value());
  Round(&ledger_, kStart);
  const absl::optional<ChipVisit> look = ledger_.PlanLook(2, conditions);
  ASSERT_TRUE(look.has_value());
  EXPECT_TRUE(look->left_alone.ok());
  EXPECT_FALSE(look->ask);
  EXPECT_EQ(look->now, kWall);
}

TEST_F(ChipLedgerTest, LeavesAChipAloneThatDidNotAnswerALook) {
  Round(&ledger_, kStart);
  const ChipVisit look = *ledger_.PlanLook(2, {kStart, kWall});
  ledger_.NoteAnswer(LookAtChip(look), /*given_up=*/true, kStart);
  EXPECT_FALSE(ledger_.PlanLook(2, {kStart, kWall})->left_alone.ok());
  EXPECT_FALSE(Plan(kStart)[0].left_alone.ok());
}

TEST_F(ChipLedgerTest, TakesLooksInTheOrderInWhichTheyRead) {
  Round(&ledger_, kStart);
  const ChipVisit plan = *ledger_.PlanLook(2, {kStart, kWall});
  const ChipReport first = LookAtChip(plan);
  const ChipReport second = LookAtChip(plan);
  EXPECT_TRUE(ledger_.AcceptLook(second));
  EXPECT_FALSE(ledger_.AcceptLook(second));
  EXPECT_FALSE(ledger_.AcceptLook(first));
  const ChipReport overtaken = LookAtChip(plan);
  Round(&ledger_, kStart);
  EXPECT_FALSE(ledger_.AcceptLook(overtaken)) << "the round has read the chip since";
  const ChipReport third = LookAtChip(plan);
  ledger_.SetChips({{2, 77}});
  EXPECT_FALSE(ledger_.AcceptLook(third)) << "another chip has its place";
}

TEST_F(ChipLedgerTest, CountsLoadsOfTheDriverAndAppearancesOfAChip) {
  Round(&ledger_, kStart);
  const std::uint64_t loads = ledger_.driver_loads();
  const std::uint64_t appearance = ledger_.AppearanceOf(2);
  EXPECT_NE(appearance, 0u);
  EXPECT_EQ(ledger_.AppearanceOf(7), 0u);
  host_.ReplaceModule();
  Round(&ledger_, kStart);
  EXPECT_EQ(ledger_.driver_loads(), loads + 1);
  EXPECT_NE(ledger_.AppearanceOf(2), appearance);
}

TEST_F(ChipLedgerTest, SaysWhetherTheChipsHaveChanged) {
  EXPECT_TRUE(ledger_.SetChips({{2, 1}, {10, 1}}));
  EXPECT_FALSE(ledger_.SetChips({{2, 1}, {10, 1}}));
  EXPECT_TRUE(ledger_.SetChips({{2, 1}, {3, 1}}));
  EXPECT_TRUE(ledger_.SetChips({{2, 1}}));
  EXPECT_TRUE(ledger_.SetChips({{2, 7}})) << "it has gone and come back";
  EXPECT_TRUE(ledger_.SetChips({}));
  EXPECT_FALSE(ledger_.SetChips({}));
}

TEST_F(ChipLedgerTest, SaysWhetherAVisitChangedHowDescriptorsAreKnown) {
  ledger_.SetHost(VisitHost(host_.paths()));
  ledger_.SetChips({{2, 1}});
  const absl::Duration later = kStart + ChipLedger::kWalkAgain;
  const auto visit = [&] { return VisitChip(host_.paths(), &driver_, Plan(later)[0]); };
  EXPECT_TRUE(ledger_.Accept(visit(), kStart));
  EXPECT_FALSE(ledger_.Accept(visit(), kStart));
  host_.ReloadDriver(2);
  EXPECT_TRUE(ledger_.Accept(visit(), kStart)) << "its facts are read again while it is young";
}

TEST_F(ChipLedgerTest, IgnoresReportsOfChipsThatAreGone) {
  Round(&ledger_, kStart);
  const ChipVisit visit = Plan(kStart)[1];
  const ChipReport report = VisitChip(host_.paths(), &driver_, visit);
  EXPECT_TRUE(ledger_.IsCurrent(report));
  ledger_.SetChips({{2, 1}});
  EXPECT_FALSE(ledger_.IsCurrent(report));
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
  EXPECT_FALSE(Plan(kStart + absl::Milliseconds(499))[0].walk_again);
  EXPECT_TRUE(Plan(kStart + absl::Milliseconds(500))[0].walk_again);
  Round(&ledger_, kStart + absl::Milliseconds(600));
  EXPECT_FALSE(Plan(kStart + absl::Milliseconds(700))[0].walk_again);
  EXPECT_FALSE(Plan(kStart + absl::Milliseconds(1100))[0].walk_again);
}

TEST_F(ChipLedgerTest, CountsFromTheLastChangeOfTheNodes) {
  Round(&ledger_, kStart);
  host_.WriteChip(2, "info/notify_delay", "0\n");
  const absl::Duration later = kStart + absl::Milliseconds(900);
  Round(&ledger_, later);
  Round(&ledger_, later + absl::Milliseconds(1));
  EXPECT_TRUE(Plan(later + absl::Milliseconds(999))[0].walk_again);
  EXPECT_FALSE(Plan(later + absl::Seconds(1))[0].walk_again);
}

TEST_F(ChipLedgerTest, HasSerialNumbersReadAgainEachMinute) {
  Round(&ledger_, kStart);
  const absl::Duration due = kStart + ChipLedger::kSerialNumberAgain;
  EXPECT_FALSE(Plan(due - absl::Seconds(1))[0].serial_number_again);
  ChipLedger::Conditions haste = {due, kWall};
  haste.in_haste = true;
  EXPECT_FALSE(ledger_.PlanVisits(haste)[0].serial_number_again);
  EXPECT_TRUE(Plan(due)[0].serial_number_again);
  EXPECT_FALSE(Plan(due + absl::Seconds(59))[0].serial_number_again);
  EXPECT_TRUE(Plan(due + absl::Minutes(1))[0].serial_number_again);
}

TEST_F(ChipLedgerTest, TellsOfChipsThatWereNotReadYet) {
  ledger_.SetHost(VisitHost(host_.paths()));
  ledger_.SetChips({{2, 1}});
  const auto inventory = ledger_.TakeInventory(kWall);
  ASSERT_EQ(inventory->chips.size(), 1u);
  EXPECT_EQ(inventory->chips[0].index, 2);
  EXPECT_TRUE(inventory->chips[0].device_name.is_unknown());
  EXPECT_TRUE(inventory->chips[0].answers.is_unknown()) << "and not absent";
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

TEST_F(ChipLedgerTest, ReadsAllChipsAnewWhenTheModuleWasLoadedAnewAndAsksNone) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  host_.WriteChip(10, "info/serial_number", "1a2b3c4d5e6fffff\n");
  Round(&ledger_, kStart + absl::Seconds(4));
  EXPECT_EQ(ledger_.TakeInventory(kWall)->chips[1].serial_number.value(), "1a2b3c4d5e6f0000");
  host_.ReplaceModule();
  Rounds(&ledger_, kStart + absl::Seconds(5), absl::Seconds(3));
  EXPECT_EQ(ledger_.TakeInventory(kWall)->chips[1].serial_number.value(), "1a2b3c4d5e6fffff");
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, ReadsAChipThatCameBackAnewAndDoesNotAskIt) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  host_.WriteChip(2, "info/serial_number", "1a2b3c4d5e6fffff\n");
  host_.WriteChip(10, "info/serial_number", "1a2b3c4d5e6fffff\n");
  host_.ReplaceChip(10);
  Rounds(&ledger_, kStart + absl::Seconds(4), absl::Seconds(3));
  const auto inventory = ledger_.TakeInventory(kWall);
  EXPECT_EQ(inventory->chips[0].serial_number.value(), "1a2b3c4d5e6f0002");
  EXPECT_EQ(inventory->chips[1].serial_number.value(), "1a2b3c4d5e6fffff");
  EXPECT_EQ(opens(), 2u);
}

TEST_F(ChipLedgerTest, ForgetsWhatWasLoggedOfAChipThatCameBack) {
  PciSide pci;
  pci.functions->push_back(PciFunction());
  pci.functions->back().type = ChipType::kTrainium1;
  pci.functions->push_back(pci.functions->back());
  pci.functions->back().address.bus = 1;
  pci.log = {{0, 0, 0, 2, 0}, {1, 0, 0, 10, 1}};
  Round(&ledger_, kStart);
  ledger_.SetPci(pci);
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[0].pci.has_value());
  host_.ReplaceChip(2);
  Round(&ledger_, kStart);
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[0].pci.is_unknown());
  EXPECT_TRUE(ledger_.TakeInventory(kWall)->chips[1].pci.has_value());
}

TEST_F(ChipLedgerTest, SaysWhetherTheHostHasChanged) {
  EXPECT_TRUE(ledger_.SetHost(VisitHost(host_.paths())));
  EXPECT_FALSE(ledger_.SetHost(VisitHost(host_.paths())));
  host_.ReplaceModule();
  EXPECT_TRUE(ledger_.SetHost(VisitHost(host_.paths())));
  host_.SetInstanceType("trn1n.32xlarge");
  EXPECT_TRUE(ledger_.SetHost(VisitHost(host_.paths())));
  host_.SetDriverVersion("2.25.0.0");
  EXPECT_TRUE(ledger_.SetHost(VisitHost(host_.paths())));
  host_.SetBootId("boot-2");
  EXPECT_TRUE(ledger_.SetHost(VisitHost(host_.paths())));
  EXPECT_FALSE(ledger_.SetHost(VisitHost(host_.paths())));
}

TEST_F(ChipLedgerTest, PairsChipsWithWhatPciSaysOrSaysWhyNot) {
  host_.RemoveChip(10);
  host_.AddPciFunction("0000:00:1e.0");
  Round(&ledger_, kStart);
  const auto unseen = ledger_.TakeInventory(kWall);
  EXPECT_EQ(unseen->chips[0].pci.why().message(), "PCI has not been looked at yet");
  ledger_.SetPci(ReadPciSide(host_.paths()));
  const auto paired = ledger_.TakeInventory(kWall);
  EXPECT_TRUE(paired->chips[0].pci.has_value()) << paired->chips[0].pci.why();
  ledger_.SetPci(ReadPciSide(host_.paths()));
  EXPECT_EQ(ledger_.TakeInventory(kWall), paired) << "nothing new";
  ledger_.SetPciUnknown(absl::DeadlineExceededError("stuck"));
  EXPECT_EQ(ledger_.TakeInventory(kWall)->chips[0].pci.why(), absl::DeadlineExceededError("stuck"));
}

TEST_F(ChipLedgerTest, StartsAfreshWithAnotherBoot) {
  Rounds(&ledger_, kStart, absl::Seconds(3));
  ChipLedger next(host_.book_path(), ChipLedger::Pace());
  host_.SetBootId("boot-2");
  Rounds(&next, kStart, absl::Seconds(3));
  EXPECT_EQ(opens(), 4u);
}

}  // namespace
}  // namespace neuron
