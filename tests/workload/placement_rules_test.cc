#include "agent/workload/placement_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "agent/workload/free_set.h"

namespace neuron {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Bits = std::uint32_t;

struct Host {
  ChipType type;
  Reading<int> expected;
  // By chip; a chip that is not in `present` is not there.
  std::vector<Reading<ChipSet>> links;
  ChipSet present;
};

Inventory InventoryOf(const Host& host) {
  Inventory inventory;
  inventory.expected_chips = host.expected;
  for (int index : host.present.chips()) {
    Chip chip;
    chip.index = index;
    chip.type = host.type;
    chip.connected = host.links[static_cast<std::size_t>(index)];
    inventory.chips.push_back(chip);
  }
  return inventory;
}

ChipSet First(int chips) { return ChipSet((std::uint64_t{1} << chips) - 1); }

Host RingOf(ChipType type, int chips) {
  Host host = {type, chips, {}, First(chips)};
  for (int chip = 0; chip < chips; ++chip) {
    host.links.push_back(ChipSet{(chip + 1) % chips, (chip + chips - 1) % chips});
  }
  return host;
}

Host ChainOf(ChipType type, int chips) {
  Host host = RingOf(type, chips);
  host.links.front() = ChipSet{1};
  host.links.back() = ChipSet{chips - 2};
  return host;
}

Host Sixteen(ChipType type) { return {type, 16, std::vector<Reading<ChipSet>>(16), First(16)}; }

std::set<Bits> GroupsOf(const Host& host) {
  std::set<Bits> groups;
  for (ChipSet group : ValidGroups(InventoryOf(host))) {
    EXPECT_TRUE(groups.insert(static_cast<Bits>(group.bits())).second) << "twice";
  }
  return groups;
}

// Whether one can walk from any chip of the set to any other over links between present chips that
// are both in the set.
bool IsConnected(const Host& host, Bits set) {
  Bits reached = set & (~set + 1);
  for (Bits before = 0; before != reached;) {
    before = reached;
    for (int chip = 0; chip < 16; ++chip) {
      if ((reached >> chip & 1) != 0) {
        const auto& links = host.links[static_cast<std::size_t>(chip)];
        reached |= static_cast<Bits>(links.value().bits()) & set;
      }
    }
  }
  return set != 0 && reached == set;
}

std::set<Bits> ConnectedSets(const Host& host) {
  std::set<Bits> sets;
  for (Bits set = 1; set < 1u << host.links.size(); ++set) {
    if ((set & ~host.present.bits()) == 0 && IsConnected(host, set)) {
      sets.insert(set);
    }
  }
  return sets;
}

// What AWS shows for trn1: rows of four, halves of eight, all.
const std::set<Bits>& TorusSets() {
  static const std::set<Bits> sets = [] {
    std::set<Bits> all = {0x000f, 0x00f0, 0x0f00, 0xf000, 0x00ff, 0xff00, 0xffff};
    for (int chip = 0; chip < 16; ++chip) {
      all.insert(1u << chip);
    }
    return all;
  }();
  return sets;
}

TEST(ValidGroups, AreTheRowsAndHalvesOfATorus) {
  EXPECT_EQ(GroupsOf(Sixteen(ChipType::kTrainium1)), TorusSets());
  EXPECT_EQ(GroupsOf(Sixteen(ChipType::kTrainium2)), TorusSets());
}

TEST(ValidGroups, AreEveryConnectedSetOfARing) {
  for (int chips : {1, 2, 3, 4, 12, 16}) {
    const Host host = RingOf(chips == 12 ? ChipType::kInferentia2 : ChipType::kInferentia, chips);
    EXPECT_EQ(GroupsOf(host), ConnectedSets(host)) << chips;
  }
}

TEST(ValidGroups, AreEveryConnectedSetOfAChain) {
  const Host host = ChainOf(ChipType::kInferentia2, 6);
  const std::set<Bits> groups = GroupsOf(host);
  EXPECT_EQ(groups, ConnectedSets(host));
  EXPECT_EQ(groups.size(), 6u + 5 + 4 + 3 + 2 + 1);
  EXPECT_EQ(groups.count(0b100001), 0u);
}

// Nothing is promised that is not there, and `all` means what the type is sold with.
TEST(ValidGroups, OfAHostWithMissingChipsLackThoseAndAll) {
  for (const Host& whole : {Sixteen(ChipType::kTrainium1), RingOf(ChipType::kInferentia2, 12),
                            ChainOf(ChipType::kInferentia2, 6), RingOf(ChipType::kInferentia, 4)}) {
    for (int missing : whole.present.chips()) {
      Host host = whole;
      host.present.Remove(missing);
      std::set<Bits> expected;
      for (Bits group : GroupsOf(whole)) {
        if ((group >> missing & 1) == 0) {
          expected.insert(group);
        }
      }
      EXPECT_EQ(GroupsOf(host), expected) << missing;
    }
  }
}

TEST(ValidGroups, OfATorusWithHolesAreTheWholeRowsThatAreLeft) {
  Host host = Sixteen(ChipType::kTrainium1);
  host.present = {0, 1, 2, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15};
  std::set<Bits> expected;
  for (Bits group : TorusSets()) {
    if (host.present.ContainsAll(ChipSet(group))) {
      expected.insert(group);
    }
  }
  EXPECT_EQ(GroupsOf(host), expected);
  EXPECT_EQ(expected.count(0xff00), 1u);
  EXPECT_EQ(expected.count(0x00f0), 0u);
}

std::set<Bits> OneAndAll(ChipSet present) {
  std::set<Bits> groups = {static_cast<Bits>(present.bits())};
  for (int chip : present.chips()) {
    groups.insert(1u << chip);
  }
  return groups;
}

TEST(ValidGroups, AreOneAndAllWhereOneChipDoesNotTellItsLinks) {
  for (const Reading<ChipSet>& unknown :
       {Reading<ChipSet>::Unknown(absl::DataLossError("x")), Reading<ChipSet>::Absent()}) {
    Host host = RingOf(ChipType::kInferentia, 16);
    host.links[5] = unknown;
    EXPECT_EQ(GroupsOf(host), OneAndAll(host.present));
  }
}

TEST(ValidGroups, AreOneAndAllOfAnyOtherHost) {
  EXPECT_EQ(GroupsOf(Sixteen(ChipType::kTrainium3)), OneAndAll(First(16)));
  const Host single = {ChipType::kTrainium2, 1, {ChipSet()}, First(1)};
  EXPECT_EQ(GroupsOf(single), OneAndAll(First(1)));
  const Host three = {ChipType::kTrainium1, 3, std::vector<Reading<ChipSet>>(3), First(3)};
  EXPECT_EQ(GroupsOf(three), OneAndAll(First(3)));
}

TEST(ValidGroups, AreOneAndAllOfChipsOfNoKnownType) {
  Inventory inventory = InventoryOf(RingOf(ChipType::kInferentia, 4));
  for (Chip& chip : inventory.chips) {
    chip.type = Reading<ChipType>::Unknown(absl::NotFoundError("Trainium9"));
  }
  EXPECT_THAT(ValidGroups(inventory),
              ElementsAre(ChipSet{0}, ChipSet{1}, ChipSet{2}, ChipSet{3}, ChipSet{0, 1, 2, 3}));
}

TEST(ValidGroups, AreThoseOfTheTypeThatAnyChipTells) {
  Inventory inventory = InventoryOf(Sixteen(ChipType::kTrainium1));
  inventory.chips[0].type = Reading<ChipType>::Unknown(absl::DataLossError("hangs"));
  EXPECT_EQ(ValidGroups(inventory).size(), TorusSets().size());
}

TEST(ValidGroups, TakeEveryChipThereIsForAllWhereTheTypeIsNotKnown) {
  for (const Reading<int>& expected :
       {Reading<int>::Absent(), Reading<int>::Unknown(absl::DataLossError("dmi"))}) {
    Host host = RingOf(ChipType::kInferentia, 4);
    host.expected = expected;
    EXPECT_EQ(GroupsOf(host), ConnectedSets(host));
    host = Sixteen(ChipType::kTrainium2);
    host.expected = expected;
    EXPECT_EQ(GroupsOf(host), TorusSets());
  }
}

TEST(ValidGroups, AreNoneWithoutChips) {
  EXPECT_THAT(ValidGroups(Inventory()), IsEmpty());
  Inventory expecting;
  expecting.expected_chips = 16;
  EXPECT_THAT(ValidGroups(expecting), IsEmpty());
}

TEST(ValidGroups, CountALinkWhicheverEndTellsOfIt) {
  const Host host = {
      ChipType::kInferentia, 4, {ChipSet{}, ChipSet{0}, ChipSet{1}, ChipSet{2}}, First(4)};
  EXPECT_EQ(GroupsOf(host), ConnectedSets(ChainOf(ChipType::kInferentia, 4)));
}

TEST(ValidGroups, IgnoreLinksToChipsThatAreNotThere) {
  const Host host = {ChipType::kInferentia, 2, {ChipSet{0, 63}, ChipSet{0, 40}}, First(2)};
  EXPECT_EQ(GroupsOf(host), (std::set<Bits>{1, 2, 3}));
}

// A star or a clique of 16 would have tens of thousands of connected sets.
TEST(ValidGroups, AreOneAndAllOfAGraphThatIsNoRingOrChain) {
  Host clique = RingOf(ChipType::kInferentia, 16);
  for (auto& links : clique.links) {
    links = First(16);
  }
  EXPECT_EQ(GroupsOf(clique), OneAndAll(First(16)));
  Host star = RingOf(ChipType::kInferentia, 16);
  for (auto& links : star.links) {
    links = ChipSet{0};
  }
  EXPECT_EQ(GroupsOf(star), OneAndAll(First(16)));
}

TEST(ValidGroups, AreSortedBySizeAndThenByLowestChip) {
  for (const Host& host : {Sixteen(ChipType::kTrainium1), RingOf(ChipType::kInferentia2, 12)}) {
    const std::vector<ChipSet> groups = ValidGroups(InventoryOf(host));
    EXPECT_TRUE(std::is_sorted(groups.begin(), groups.end(), [](ChipSet a, ChipSet b) {
      return std::make_pair(a.size(), a.chips()[0]) < std::make_pair(b.size(), b.chips()[0]);
    }));
  }
}

// "_01_04_" of the sizes of the valid sets that are free in whole.
std::string FitsOf(const std::set<Bits>& valid, Bits free) {
  bool fits[17] = {};
  for (Bits group : valid) {
    fits[__builtin_popcount(group)] |= (group & ~free) == 0;
  }
  std::string value;
  for (int size = 1; size <= 16; ++size) {
    if (fits[size]) {
      absl::StrAppend(&value, value.empty() ? "_" : "", size < 10 ? "0" : "", size, "_");
    }
  }
  return value.empty() ? "_none_" : value;
}

// The value of neuron.fits for every set of free chips, against the definition.
void ExpectFits(const Host& host, const std::set<Bits>& valid) {
  const std::vector<ChipSet> groups = ValidGroups(InventoryOf(host));
  for (Bits free = 0; free < 1u << host.links.size(); ++free) {
    ASSERT_EQ(FormatFits(groups, ChipSet(free)), FitsOf(valid, free)) << free;
  }
}

TEST(Fits, HoldsForEverySetOfFreeChipsOfATorus) {
  ExpectFits(Sixteen(ChipType::kTrainium1), TorusSets());
}

TEST(Fits, HoldsForEverySetOfFreeChipsOfARingOrChain) {
  for (const Host& host : {RingOf(ChipType::kInferentia, 4), RingOf(ChipType::kInferentia2, 12),
                           RingOf(ChipType::kInferentia, 16), ChainOf(ChipType::kInferentia2, 6)}) {
    ExpectFits(host, ConnectedSets(host));
  }
}

}  // namespace
}  // namespace neuron
