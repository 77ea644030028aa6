#include "agent/placement/chip_sets.h"

#include "gtest/gtest.h"

namespace neuron {
namespace {

using Sets = std::vector<ChipSet>;

TEST(AllChipsOf, AreAsManyAsTheTypeIsSoldWith) {
  EXPECT_EQ(AllChipsOf("inf1.xlarge")->chips(), (std::vector<int>{0}));
  EXPECT_EQ(AllChipsOf("inf2.24xlarge")->size(), 6);
  EXPECT_EQ(AllChipsOf("trn2.48xlarge")->size(), 16);
}

TEST(AllChipsOf, AreOfTypesThatAreKnown) {
  const absl::Status none = AllChipsOf("m5.large").status();
  EXPECT_TRUE(absl::IsInvalidArgument(none));
  EXPECT_EQ(none.message(),
            "\"m5.large\" is no instance type with Neuron chips that is known; write it as "
            "trn1.32xlarge");
  EXPECT_TRUE(absl::IsNotFound(AllChipsOf("trn3.48xlarge").status()));
}

TEST(ChipSetsOf, AreRowsAndHalvesOfATorus) {
  EXPECT_EQ(*ChipSetsOf("trn1.32xlarge", 4),
            (Sets{{0, 1, 2, 3}, {4, 5, 6, 7}, {8, 9, 10, 11}, {12, 13, 14, 15}}));
  EXPECT_EQ(ChipSetsOf("trn2.48xlarge", 8)->size(), 2u);
  EXPECT_EQ(ChipSetsOf("trn1n.32xlarge", 1)->size(), 16u);
}

TEST(ChipSetsOf, AreNeighboursOfARingOrChain) {
  EXPECT_EQ(ChipSetsOf("inf2.24xlarge", 5)->size(), 2u);
  const Sets ring = *ChipSetsOf("inf2.48xlarge", 2);
  EXPECT_EQ(ring.size(), 12u);
  EXPECT_EQ(ring[1], (ChipSet{0, 11}));
}

TEST(ChipSetsOf, AreOneAndAllWhereLinksAreNotKnown) {
  EXPECT_EQ(ChipSetsOf("inf1.6xlarge", 1)->size(), 4u);
  EXPECT_EQ(ChipSetsOf("inf1.6xlarge", 4)->size(), 1u);
  const absl::Status two = ChipSetsOf("inf1.6xlarge", 2).status();
  EXPECT_TRUE(absl::IsInvalidArgument(two));
  EXPECT_EQ(two.message(), "inf1.6xlarge has no valid set of 2 chips: it has sets of 1, 4");
}

TEST(ChipSetsOf, FailAsAllChipsOf) {
  EXPECT_TRUE(absl::IsInvalidArgument(ChipSetsOf("m5.large", 1).status()));
  EXPECT_TRUE(absl::IsNotFound(ChipSetsOf("trn3.48xlarge", 1).status()));
}

}  // namespace
}  // namespace neuron
