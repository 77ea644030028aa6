#include "agent/cli/holding.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/fakes/busy_snapshot.h"
#include "tests/fakes/example_snapshot.h"

namespace neuron {
namespace {

TEST(Holdings, PutsTheChipsOfOneClaimantTogether) {
  const std::vector<Holding> holdings = Holdings(ExampleSnapshot());
  ASSERT_EQ(holdings.size(), 1u);
  EXPECT_EQ(holdings[0].chips, (ChipSet{4, 5, 6, 7}));
  EXPECT_EQ(holdings[0].command, "train");
}

TEST(Holdings, SetsApartTheChipsThatExecute) {
  std::vector<ChipSet> held;
  for (const Holding& holding : Holdings(BusySnapshot())) {
    if (holding.command == "train" && holding.claim.layer == Layer::kHeld) {
      held.push_back(holding.chips);
    }
  }
  EXPECT_EQ(held, (std::vector<ChipSet>{{4, 5}, {6}, {7}}));
}

TEST(Holdings, KeepsChipsTogetherThatAreUnknownForReasonsOfTheirOwn) {
  Snapshot snapshot = ExampleSnapshot();
  for (const int chip : {4, 5, 6, 7}) {
    snapshot.chips[chip].allocation.executing =
        Reading<bool>::Unknown(absl::UnavailableError(std::to_string(chip)));
  }
  const std::vector<Holding> holdings = Holdings(snapshot);
  ASSERT_EQ(holdings.size(), 1u);
  EXPECT_EQ(holdings[0].chips, (ChipSet{4, 5, 6, 7}));
}

TEST(Holdings, ComesByChipAndThenByLayer) {
  const std::vector<Holding> holdings = Holdings(BusySnapshot());
  EXPECT_EQ(holdings[0].chips, (ChipSet{0, 1}));
  EXPECT_EQ(holdings[0].claim.layer, Layer::kMapped);
  EXPECT_EQ(holdings.back().chips, ChipSet{14});
}

TEST(Holdings, SaysOnlyOfAHolderWhetherItExecutes) {
  for (const Holding& holding : Holdings(BusySnapshot())) {
    if (holding.claim.layer != Layer::kHeld) {
      EXPECT_TRUE(holding.executing.is_absent());
    }
  }
}

TEST(Holdings, KeepsTwoHoldersOfOneChipApart) {
  int holders = 0;
  for (const Holding& holding : Holdings(BusySnapshot())) {
    holders += holding.chips == ChipSet{10};
  }
  EXPECT_EQ(holders, 2);
}

}  // namespace
}  // namespace neuron
