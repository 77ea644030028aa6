#include "agent/snapshot_offer.h"

#include <memory>

#include "agent/lease/lease_book.h"
#include "gtest/gtest.h"
#include "tests/fakes/example_chip.h"

namespace neuron {
namespace {

Snapshot WithFree(const ChipSet& free) {
  Snapshot snapshot;
  auto inventory = std::make_shared<Inventory>();
  inventory->chips = {ExampleChip(0), ExampleChip(1)};
  snapshot.inventory = std::move(inventory);
  snapshot.free = free;
  return snapshot;
}

TEST(SnapshotOffer, HasFreeChipsThatNobodyHeldForAWhile) {
  Snapshot snapshot = WithFree({0, 1});
  snapshot.evidence.unheld_for = {{0, LeaseBook::kSettle},
                                  {1, LeaseBook::kSettle - absl::Milliseconds(1)}};
  EXPECT_EQ(OfferOf(snapshot).free, ChipSet({0}));
}

TEST(SnapshotOffer, HasNoChipThatIsNotFreeOrOfWhichItIsNotKnownHowLong) {
  Snapshot snapshot = WithFree({1});
  snapshot.evidence.unheld_for = {{0, absl::Hours(1)}};
  EXPECT_EQ(OfferOf(snapshot).free, ChipSet());
}

TEST(SnapshotOffer, TellsOfTheLookTheGroupsTheCoresAndWhatContainersWereGiven) {
  Snapshot snapshot = WithFree({});
  snapshot.valid_groups = {{0}, {1}, {0, 1}};
  snapshot.evidence.containers.began = absl::Seconds(7);
  Container container;
  container.id = "abc";
  container.mapped = ChipSet({1});
  snapshot.evidence.containers.containers = {container};
  const LeaseOffer offer = OfferOf(snapshot);
  EXPECT_EQ(offer.began, absl::Seconds(7));
  EXPECT_EQ(offer.groups, snapshot.valid_groups);
  EXPECT_EQ(offer.cores.chips, ChipSet({0, 1}));
  EXPECT_EQ(offer.mapped.at("abc"), Reading<ChipSet>(ChipSet({1})));
}

}  // namespace
}  // namespace neuron
