#include "agent/workload/allocation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Chip KnownChip(int index) {
  Chip chip;
  chip.index = index;
  chip.identity = DeviceIdentity::CharacterDevice(245, static_cast<std::uint32_t>(index));
  return chip;
}

Inventory Of(std::vector<Chip> chips) {
  Inventory inventory;
  inventory.chips = std::move(chips);
  return inventory;
}

Holder Holding(int pid, ChipSet held, ChipSet observed = {}) {
  Holder holder;
  holder.pid = pid;
  holder.held = held;
  holder.observed = observed;
  return holder;
}

HolderScan Seen(std::vector<Holder> holders, absl::Status sight = absl::OkStatus()) {
  HolderScan scan;
  scan.holders = std::move(holders);
  scan.sight = std::move(sight);
  return scan;
}

absl::Status Blind() { return absl::PermissionDeniedError("run it as root"); }

void ExpectFree(const Allocation& allocation) {
  EXPECT_EQ(allocation.occupancy, Occupancy::kFree);
  EXPECT_THAT(allocation.pids, IsEmpty());
  EXPECT_TRUE(allocation.why.ok());
}

TEST(Allocate, IsUnknownUntilSomebodyLooked) {
  EXPECT_EQ(Allocation().occupancy, Occupancy::kUnknown);
}

TEST(Allocate, KeepsTheOrderOfTheInventory) {
  const auto allocations =
      Allocate(Of({KnownChip(2), KnownChip(10), KnownChip(63)}), Seen({Holding(7, {10})}));
  ASSERT_EQ(allocations.size(), 3u);
  ExpectFree(allocations[0]);
  EXPECT_EQ(allocations[1].occupancy, Occupancy::kHeld);
  EXPECT_THAT(allocations[1].pids, ElementsAre(7));
  EXPECT_TRUE(allocations[1].why.ok());
  ExpectFree(allocations[2]);
}

TEST(Allocate, NamesEveryHolderAscending) {
  const auto allocations =
      Allocate(Of({KnownChip(0)}), Seen({Holding(3, {0}), Holding(20, {1}), Holding(100, {0, 1})}));
  EXPECT_THAT(allocations[0].pids, ElementsAre(3, 100));
}

TEST(Allocate, DoesNotTakeAnObserverForAHolder) {
  ExpectFree(Allocate(Of({KnownChip(0)}), Seen({Holding(3, {}, {0})}))[0]);
}

TEST(Allocate, NeverCallsAChipFreeOfABlindScan) {
  const auto allocations =
      Allocate(Of({KnownChip(0), KnownChip(1)}), Seen({Holding(3, {1}, {0})}, Blind()));
  EXPECT_EQ(allocations[0].occupancy, Occupancy::kUnknown);
  EXPECT_EQ(allocations[0].why, Blind());
  EXPECT_THAT(allocations[0].pids, IsEmpty());
  // What it did see is true.
  EXPECT_EQ(allocations[1].occupancy, Occupancy::kHeld);
  EXPECT_THAT(allocations[1].pids, ElementsAre(3));
}

TEST(Allocate, NeverCallsAChipFreeWhoseDescriptorsItCannotRecognise) {
  Chip unknown;
  unknown.identity = Reading<DeviceIdentity>::Unknown(absl::DataLossError("dev: busy"));
  Chip absent;
  absent.index = 1;
  const auto allocations = Allocate(Of({unknown, absent}), Seen({}));
  EXPECT_EQ(allocations[0].occupancy, Occupancy::kUnknown);
  EXPECT_EQ(allocations[0].why, absl::DataLossError("dev: busy"));
  EXPECT_EQ(allocations[1].occupancy, Occupancy::kUnknown);
  EXPECT_THAT(std::string(allocations[1].why.message()), HasSubstr("neuron1"));
}

TEST(Allocate, BelievesThatAnUnrecognisedChipIsHeldIfSomebodyHoldsIt) {
  const auto allocations = Allocate(Of({Chip()}), Seen({Holding(3, {0})}));
  EXPECT_EQ(allocations[0].occupancy, Occupancy::kHeld);
}

// Every state of one chip: held, blind, and how its identity is known.
TEST(Allocate, IsFreeOnlyIfSeenAndRecognisedAndNotHeld) {
  Chip unknown;
  unknown.identity = Reading<DeviceIdentity>::Unknown(absl::DataLossError("x"));
  for (bool held : {false, true}) {
    for (const absl::Status& sight : {absl::OkStatus(), Blind()}) {
      for (const Chip& chip : {KnownChip(0), unknown, Chip()}) {
        const auto scan =
            Seen(held ? std::vector<Holder>{Holding(3, {0})} : std::vector<Holder>{}, sight);
        const Occupancy expected = held                                      ? Occupancy::kHeld
                                   : sight.ok() && chip.identity.has_value() ? Occupancy::kFree
                                                                             : Occupancy::kUnknown;
        const Allocation allocation = Allocate(Of({chip}), scan)[0];
        EXPECT_EQ(allocation.occupancy, expected);
        EXPECT_EQ(allocation.why.ok(), expected != Occupancy::kUnknown);
      }
    }
  }
}

}  // namespace
}  // namespace neuron
