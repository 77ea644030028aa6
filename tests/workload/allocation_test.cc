#include "agent/workload/allocation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/workload/example_evidence.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Inventory Of(std::vector<Chip> chips) {
  Inventory inventory;
  inventory.chips = std::move(chips);
  return inventory;
}

Evidence HeldBy(std::vector<Holder> holders, absl::Status sight = absl::OkStatus()) {
  Evidence evidence = ClearEvidence();
  evidence.holders.holders = std::move(holders);
  evidence.holders.sight = std::move(sight);
  return evidence;
}

absl::Status Blind() { return absl::PermissionDeniedError("run it as root"); }

std::vector<Occupancy> Occupancies(const std::vector<Allocation>& allocations) {
  std::vector<Occupancy> all;
  for (const Allocation& allocation : allocations) {
    all.push_back(allocation.occupancy);
  }
  return all;
}

void ExpectFree(const Allocation& allocation) {
  EXPECT_EQ(allocation.occupancy, Occupancy::kFree);
  EXPECT_THAT(HolderPids(allocation), IsEmpty());
  EXPECT_TRUE(allocation.why.ok());
}

TEST(Allocate, IsUnknownUntilSomebodyLooked) {
  EXPECT_EQ(Allocation().occupancy, Occupancy::kUnknown);
  EXPECT_THAT(Occupancies(Allocate(KnownChips(1), Evidence(), {})),
              ElementsAre(Occupancy::kUnknown));
}

TEST(Allocate, KeepsTheOrderOfTheInventory) {
  const auto allocations =
      Allocate(Of({KnownChip(2), KnownChip(10), KnownChip(63)}), HeldBy({Holding(7, {10})}), {});
  ASSERT_THAT(allocations, SizeIs(3));
  ExpectFree(allocations[0]);
  EXPECT_EQ(allocations[1].occupancy, Occupancy::kHeld);
  EXPECT_THAT(HolderPids(allocations[1]), ElementsAre(7));
  EXPECT_TRUE(allocations[1].why.ok());
  ExpectFree(allocations[2]);
}

TEST(Allocate, NamesEveryHolderAscendingByPidWhoeverCameFirst) {
  Holder late = Holding(3, {0});
  late.since += absl::Seconds(1);
  const Evidence evidence = HeldBy({late, Holding(20, {1}), Holding(100, {0, 1})});
  const auto allocations = Allocate(KnownChips(1), evidence, {});
  EXPECT_EQ(allocations[0].claims[0].pid, 100);
  EXPECT_THAT(HolderPids(allocations[0]), ElementsAre(3, 100));
}

TEST(Allocate, CountsOnlyHoldersAmongTheHoldersPids) {
  Evidence evidence = HeldBy({Holding(7, {0})});
  evidence.containers.containers = {Given("a", {0})};
  evidence.leases = {Leased(1, 8, {0})};
  EXPECT_THAT(HolderPids(Allocate(KnownChips(1), evidence, {})[0]), ElementsAre(7));
}

TEST(Allocate, DoesNotTakeAnObserverForAHolder) {
  Holder observer = Holding(3, {});
  observer.observed = {0};
  ExpectFree(Allocate(KnownChips(1), HeldBy({observer}), {})[0]);
}

TEST(Allocate, IsTakenByTheStrongestLayer) {
  Evidence evidence = ClearEvidence();
  evidence.reservations = {ReservedFor("a", {0, 1, 2, 3})};
  evidence.leases = {Leased(1, 8, {0, 1, 2})};
  evidence.containers.containers = {Given("a", {0, 1})};
  evidence.holders.holders = {Holding(7, {0})};
  EXPECT_THAT(Occupancies(Allocate(KnownChips(5), evidence, {})),
              ElementsAre(Occupancy::kHeld, Occupancy::kMapped, Occupancy::kLeased,
                          Occupancy::kReserved, Occupancy::kFree));
}

TEST(Allocate, PassesByAClaimThatDoesNotTakeTheChip) {
  Evidence evidence = ClearEvidence();
  evidence.containers.containers = {Given("a", {0, 1})};
  evidence.reservations = {ReservedFor("b", {0})};
  const auto allocations = Allocate(KnownChips(2), evidence, {MappedPolicy::kHeldOnly, {}});
  EXPECT_EQ(allocations[0].occupancy, Occupancy::kReserved);
  ASSERT_THAT(allocations[0].claims, SizeIs(2));
  EXPECT_EQ(allocations[0].claims[0].layer, Layer::kMapped);
  ExpectFree(allocations[1]);
}

TEST(Allocate, BelievesWhoWasSeenByABlindLookAndCallsNothingElseFree) {
  const auto allocations = Allocate(KnownChips(2), HeldBy({Holding(3, {1})}, Blind()), {});
  EXPECT_EQ(allocations[0].occupancy, Occupancy::kUnknown);
  EXPECT_EQ(allocations[0].why, Blind());
  EXPECT_THAT(HolderPids(allocations[0]), IsEmpty());
  EXPECT_EQ(allocations[1].occupancy, Occupancy::kHeld);
  EXPECT_TRUE(allocations[1].why.ok());
}

TEST(Allocate, CallsNothingFreeUnlessEveryContainerWasSeenWhereMappingsTake) {
  Evidence evidence = ClearEvidence();
  evidence.containers.sight = Blind();
  evidence.containers.containers = {Given("a", {1})};
  const auto allocations = Allocate(KnownChips(2), evidence, {});
  EXPECT_EQ(allocations[0].occupancy, Occupancy::kUnknown);
  EXPECT_EQ(allocations[0].why, Blind());
  EXPECT_EQ(allocations[1].occupancy, Occupancy::kMapped);
  for (MappedPolicy policy : {MappedPolicy::kHeldOnly, MappedPolicy::kLease}) {
    ExpectFree(Allocate(KnownChips(2), evidence, {policy, {}})[0]);
  }
}

TEST(Allocate, CallsNothingFreeWhileAContainerIsNotUnderstoodAndNamesIt) {
  Evidence evidence = ClearEvidence();
  Container unknown = Given("0123456789abcdef", {});
  unknown.mapped = Reading<ChipSet>::Unknown(Blind());
  evidence.containers.containers = {unknown};
  evidence.leases = {Leased(1, 8, {1})};
  const auto allocations = Allocate(KnownChips(2), evidence, {});
  EXPECT_EQ(allocations[0].occupancy, Occupancy::kUnknown);
  EXPECT_TRUE(absl::IsPermissionDenied(allocations[0].why));
  EXPECT_THAT(std::string(allocations[0].why.message()), HasSubstr("0123456789ab"));
  EXPECT_THAT(std::string(allocations[0].why.message()), HasSubstr("run it as root"));
  // Another claim takes it all the same.
  EXPECT_EQ(allocations[1].occupancy, Occupancy::kLeased);
  ExpectFree(Allocate(KnownChips(2), evidence, {MappedPolicy::kHeldOnly, {}})[0]);
}

TEST(Allocate, NeverCallsAChipFreeThatALeaseMayBeOfWhichNobodyCanRead) {
  Evidence evidence = HeldBy({Holding(7, {2})});
  UnclearLease lease;
  lease.chips = {0, 2};
  lease.why = absl::InvalidArgumentError("/run/neuron-agent/leases/1.lease: no record");
  evidence.unclear_leases = {lease};
  const auto allocations = Allocate(KnownChips(3), evidence, {});
  EXPECT_THAT(Occupancies(allocations),
              ElementsAre(Occupancy::kUnknown, Occupancy::kFree, Occupancy::kHeld));
  EXPECT_EQ(allocations[0].why, lease.why);
}

TEST(Allocate, NeverCallsAChipFreeWhoseDescriptorsItCannotRecognise) {
  Chip unknown;
  unknown.identity = Reading<DeviceIdentity>::Unknown(absl::DataLossError("dev: busy"));
  Chip absent;
  absent.index = 1;
  const auto allocations = Allocate(Of({unknown, absent}), ClearEvidence(), {});
  EXPECT_EQ(allocations[0].occupancy, Occupancy::kUnknown);
  EXPECT_EQ(allocations[0].why, absl::DataLossError("dev: busy"));
  EXPECT_EQ(allocations[1].occupancy, Occupancy::kUnknown);
  EXPECT_THAT(std::string(allocations[1].why.message()), HasSubstr("neuron1"));
}

// Every state of one chip: by whom it is had, who is blind, and how its identity is known.
TEST(Allocate, IsFreeOnlyIfAllWasSeenAndNobodyHasIt) {
  Chip unknown;
  unknown.identity = Reading<DeviceIdentity>::Unknown(absl::DataLossError("x"));
  for (int bits = 0; bits < 64; ++bits) {
    const auto has = [&](int bit) { return (bits >> bit & 1) != 0; };
    for (const Chip& chip : {KnownChip(0), unknown, Chip()}) {
      Evidence evidence =
          HeldBy(has(0) ? std::vector<Holder>{Holding(3, {0})} : std::vector<Holder>{},
                 has(4) ? Blind() : absl::OkStatus());
      evidence.containers.sight = has(5) ? Blind() : absl::OkStatus();
      if (has(1)) {
        evidence.containers.containers = {Given("a", {0})};
      }
      if (has(2)) {
        evidence.leases = {Leased(1, 8, {0})};
      }
      if (has(3)) {
        evidence.reservations = {ReservedFor("a", {0})};
      }
      const Occupancy expected = has(0)                                   ? Occupancy::kHeld
                                 : has(1)                                 ? Occupancy::kMapped
                                 : has(2)                                 ? Occupancy::kLeased
                                 : has(3)                                 ? Occupancy::kReserved
                                 : bits == 0 && chip.identity.has_value() ? Occupancy::kFree
                                                                          : Occupancy::kUnknown;
      const Allocation allocation = Allocate(Of({chip}), evidence, {})[0];
      EXPECT_EQ(allocation.occupancy, expected) << bits;
      EXPECT_EQ(allocation.why.ok(), expected != Occupancy::kUnknown) << bits;
    }
  }
}

TEST(Allocate, TellsWhetherAHeldChipIsUsed) {
  Evidence evidence = HeldBy({Holding(7, {0, 1, 2, 3})});
  evidence.executing = {{0, true}, {1, false}, {2, Reading<bool>::Unknown(Blind())}, {4, true}};
  const auto allocations = Allocate(KnownChips(5), evidence, {});
  EXPECT_EQ(allocations[0].executing, Reading<bool>(true));
  EXPECT_EQ(allocations[1].executing, Reading<bool>(false));
  EXPECT_EQ(allocations[2].executing.why(), Blind());
  EXPECT_TRUE(allocations[3].executing.is_unknown());
  EXPECT_TRUE(allocations[4].executing.is_absent());
}

TEST(Allocate, DoesNotKnowWhetherAChipIsUsedOfWhichItDoesNotKnowWhetherItIsHeld) {
  Evidence evidence = HeldBy({}, Blind());
  evidence.leases = {Leased(1, 8, {0})};
  EXPECT_EQ(Allocate(KnownChips(1), evidence, {})[0].executing.why(), Blind());
}

}  // namespace
}  // namespace neuron
