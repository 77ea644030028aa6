// The cores of leased chips, from the inventory to the variable.

#include "agent/lease/host_cores.h"
#include "agent/lease/visible_cores.h"
#include "gtest/gtest.h"
#include "tests/lease/torus_offer.h"

namespace neuron {
namespace {

Inventory Two(ChipType type, Reading<std::uint64_t> cores) {
  Inventory inventory;
  for (int index : {0, 2}) {
    Chip chip;
    chip.index = index;
    chip.type = type;
    chip.core_count = cores;
    inventory.chips.push_back(chip);
  }
  return inventory;
}

TEST(HostCores, AreThoseOfItsChips) {
  const HostCores cores = HostCoresOf(TorusInventory());
  EXPECT_EQ(cores.chips, kTorusChips);
  EXPECT_EQ(cores.physical_per_chip, Reading<int>(2));
  EXPECT_EQ(cores.logical_size, Reading<int>(1));
}

TEST(HostCores, AreJoinedInTwosFromTrainium2On) {
  EXPECT_EQ(HostCoresOf(Two(ChipType::kTrainium2, 8)).logical_size, Reading<int>(2));
  EXPECT_EQ(HostCoresOf(Two(ChipType::kTrainium3, 8)).logical_size, Reading<int>(2));
  EXPECT_EQ(HostCoresOf(Two(ChipType::kInferentia2, 2)).logical_size, Reading<int>(1));
}

TEST(HostCores, AreThoseOfTheTypeWhereNoChipTells) {
  EXPECT_EQ(HostCoresOf(Two(ChipType::kTrainium2, {})).physical_per_chip, Reading<int>(8));
  EXPECT_EQ(HostCoresOf(Two(ChipType::kTrainium2, 0)).physical_per_chip, Reading<int>(8));
}

TEST(HostCores, AreUnknownIfNothingTells) {
  Inventory inventory;
  inventory.chips.emplace_back();
  EXPECT_TRUE(HostCoresOf(inventory).physical_per_chip.is_unknown());
  EXPECT_TRUE(HostCoresOf(inventory).logical_size.is_unknown());
}

TEST(HostCores, AreUnknownIfChipsContradictEachOther) {
  Inventory inventory = Two(ChipType::kTrainium2, 8);
  inventory.chips[1].core_count = 4;
  EXPECT_TRUE(HostCoresOf(inventory).physical_per_chip.is_unknown());
}

TEST(VisibleCores, CountOverAllChipsOfTheHost) {
  const HostCores torus = HostCoresOf(TorusInventory());
  EXPECT_EQ(*VisibleCores(torus, kTorusChips, {0}, 0), "0-1");
  EXPECT_EQ(*VisibleCores(torus, kTorusChips, {4, 5, 6, 7}, 0), "8-15");
  EXPECT_EQ(*VisibleCores(torus, kTorusChips, {0, 2}, 0), "0-1,4-5");
  EXPECT_EQ(*VisibleCores(torus, kTorusChips, kTorusChips, 0), "0-31");
}

TEST(VisibleCores, CountOverTheChipsThatAContainerSees) {
  const HostCores torus = HostCoresOf(TorusInventory());
  EXPECT_EQ(*VisibleCores(torus, {8, 9, 10, 11}, {10}, 0), "4-5");
  EXPECT_EQ(*VisibleCores(torus, {3, 12}, {12}, 0), "2-3");
}

TEST(VisibleCores, CountWithoutAChipThatIsMissing) {
  const HostCores host = HostCoresOf(Two(ChipType::kInferentia2, 2));
  EXPECT_EQ(*VisibleCores(host, host.chips, {2}, 0), "2-3");
}

TEST(VisibleCores, AreLogical) {
  const HostCores host = HostCoresOf(Two(ChipType::kTrainium2, 8));
  EXPECT_EQ(*VisibleCores(host, host.chips, {2}, 0), "4-7");
  EXPECT_EQ(*VisibleCores(host, host.chips, {2}, 2), "4-7");
  EXPECT_EQ(*VisibleCores(host, host.chips, {2}, 1), "8-15");
}

TEST(VisibleCores, AreOneForAChipOfOneLogicalCore) {
  const HostCores host = HostCoresOf(Two(ChipType::kInferentia2, 2));
  EXPECT_EQ(*VisibleCores(host, host.chips, {2}, 2), "1");
}

TEST(VisibleCores, CannotBeJoinedUnevenly) {
  const HostCores host = HostCoresOf(Two(ChipType::kInferentia, 3));
  EXPECT_TRUE(absl::IsFailedPrecondition(VisibleCores(host, host.chips, {2}, 2).status()));
}

TEST(VisibleCores, AreNeverGuessed) {
  EXPECT_TRUE(absl::IsUnavailable(VisibleCores({}, {0}, {0}, 0).status()));
  HostCores host = HostCoresOf(TorusInventory());
  host.logical_size = Reading<int>::Unknown(absl::UnavailableError("no type"));
  EXPECT_EQ(VisibleCores(host, {0}, {0}, 0).status(), absl::UnavailableError("no type"));
  EXPECT_EQ(*VisibleCores(host, {0}, {0}, 1), "0-1");
}

}  // namespace
}  // namespace neuron
