#include "agent/device/topology.h"

#include <gtest/gtest.h>

namespace neuron {
namespace {

// A link is told by both of its ends, and by no chip of itself.
void ExpectMutual(Topology topology, int chips) {
  for (int chip = 0; chip < chips; ++chip) {
    EXPECT_FALSE(NeighboursOf(topology, chips, chip).Contains(chip));
    for (int other : NeighboursOf(topology, chips, chip).chips()) {
      EXPECT_TRUE(NeighboursOf(topology, chips, other).Contains(chip)) << chip << " " << other;
    }
  }
}

TEST(NeighboursOf, AreNoneOfTheOnlyChip) {
  EXPECT_EQ(NeighboursOf(Topology::kNone, 1, 0), ChipSet());
}

TEST(NeighboursOf, AreTheOneBeforeAndTheOneAfterInARing) {
  EXPECT_EQ(NeighboursOf(Topology::kRing, 12, 0), (ChipSet{11, 1}));
  EXPECT_EQ(NeighboursOf(Topology::kRing, 12, 5), (ChipSet{4, 6}));
  EXPECT_EQ(NeighboursOf(Topology::kRing, 12, 11), (ChipSet{10, 0}));
  ExpectMutual(Topology::kRing, 12);
}

TEST(NeighboursOf, AreOneOnlyAtTheEndsOfAChain) {
  EXPECT_EQ(NeighboursOf(Topology::kChain, 6, 0), ChipSet{1});
  EXPECT_EQ(NeighboursOf(Topology::kChain, 6, 3), (ChipSet{2, 4}));
  EXPECT_EQ(NeighboursOf(Topology::kChain, 6, 5), ChipSet{4});
  ExpectMutual(Topology::kChain, 6);
}

TEST(NeighboursOf, AreFourInTheTorus) {
  // By rows of four: the ones beside it, and those a row above and below, all round.
  for (int chip = 0; chip < 16; ++chip) {
    const int row = chip / 4 * 4;
    EXPECT_EQ(
        NeighboursOf(Topology::kTorus, 16, chip),
        (ChipSet{row + (chip + 1) % 4, row + (chip + 3) % 4, (chip + 4) % 16, (chip + 12) % 16}))
        << chip;
  }
  ExpectMutual(Topology::kTorus, 16);
}

}  // namespace
}  // namespace neuron
