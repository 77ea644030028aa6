#include "agent/device/link_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "agent/device/topology.h"

namespace neuron {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Inventory HostOf(const char* instance_type, Topology topology, int chips) {
  Inventory inventory;
  inventory.instance_type = std::string(instance_type);
  for (int index = 0; index < chips; ++index) {
    Chip chip;
    chip.index = index;
    chip.connected = NeighboursOf(topology, chips, index);
    inventory.chips.push_back(chip);
  }
  return inventory;
}

TEST(FindOtherLinks, FindsNoneWhereTheyAreThoseOfTheInstanceType) {
  EXPECT_THAT(FindOtherLinks(HostOf("trn1.32xlarge", Topology::kTorus, 16)), IsEmpty());
  EXPECT_THAT(FindOtherLinks(HostOf("trn2u.48xlarge", Topology::kTorus, 16)), IsEmpty());
  EXPECT_THAT(FindOtherLinks(HostOf("inf2.48xlarge", Topology::kRing, 12)), IsEmpty());
  EXPECT_THAT(FindOtherLinks(HostOf("inf2.24xlarge", Topology::kChain, 6)), IsEmpty());
  EXPECT_THAT(FindOtherLinks(HostOf("trn2.3xlarge", Topology::kNone, 1)), IsEmpty());
}

TEST(FindOtherLinks, NamesEachChipWithOthers) {
  Inventory inventory = HostOf("inf2.24xlarge", Topology::kChain, 6);
  // The link between 2 and 3 is down.
  inventory.chips[2].connected = ChipSet{1};
  inventory.chips[3].connected = ChipSet{4};
  const std::vector<Finding> findings = FindOtherLinks(inventory);
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_EQ(findings[0].code, FindingCode::kOtherTopology);
  EXPECT_EQ(findings[0].chips, (ChipSet{2, 3}));
  EXPECT_THAT(findings[0].text, HasSubstr("chip 2 has links to {1}, not {1, 3}"));
}

TEST(FindOtherLinks, ComparesOnlyOnceAllChipsAreThere) {
  Inventory inventory = HostOf("trn1.32xlarge", Topology::kTorus, 16);
  inventory.chips.pop_back();
  // What the driver tells of another number than 16.
  for (Chip& chip : inventory.chips) {
    chip.connected = ChipSet();
  }
  EXPECT_THAT(FindOtherLinks(inventory), IsEmpty());
}

TEST(FindOtherLinks, DoesNotCompareChipsWithIndicesOfTheirOwn) {
  Inventory inventory = HostOf("inf2.24xlarge", Topology::kChain, 6);
  inventory.chips[5].index = 60;
  inventory.chips[4].connected = ChipSet{3, 60};
  EXPECT_THAT(FindOtherLinks(inventory), IsEmpty());
}

TEST(FindOtherLinks, WantsBothEndsToTellWhereNobodySaysWhatLinksThereAre) {
  for (const char* type : {"inf1.24xlarge", "trn9.48xlarge"}) {
    Inventory inventory = HostOf(type, Topology::kRing, 16);
    EXPECT_THAT(FindOtherLinks(inventory), IsEmpty());
    inventory.chips[3].connected = ChipSet{2};
    const std::vector<Finding> findings = FindOtherLinks(inventory);
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings[0].chips, (ChipSet{3, 4}));
    EXPECT_THAT(findings[0].text, HasSubstr("chip 4 of 3"));
  }
}

TEST(FindOtherLinks, FindsAChipThatIsLinkedToItself) {
  Inventory inventory = HostOf("inf1.6xlarge", Topology::kRing, 4);
  inventory.chips[1].connected = ChipSet{0, 1, 2};
  EXPECT_EQ(FindOtherLinks(inventory).at(0).chips, ChipSet{1});
}

TEST(FindOtherLinks, IsNotContradictedByWhatIsUnknown) {
  for (const char* type : {"inf1.24xlarge", "trn1.32xlarge"}) {
    const Topology topology = type[0] == 'i' ? Topology::kRing : Topology::kTorus;
    Inventory inventory = HostOf(type, topology, 16);
    inventory.chips[3].connected = Reading<ChipSet>::Unknown(absl::DataLossError("torn"));
    inventory.chips[7].connected = Reading<ChipSet>::Absent();
    EXPECT_THAT(FindOtherLinks(inventory), IsEmpty());
  }
}

}  // namespace
}  // namespace neuron
