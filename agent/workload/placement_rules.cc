#include "agent/workload/placement_rules.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>
#include <utility>

namespace neuron {
namespace {

constexpr int kTorusChips = 16;

// Rows of four, halves of eight: the sets that AWS shows for trn1. As data, so that a set which
// AWS documents later is a line here.
constexpr ChipSet kTorusGroups[] = {
    {0, 1, 2, 3},
    {4, 5, 6, 7},
    {8, 9, 10, 11},
    {12, 13, 14, 15},
    {0, 1, 2, 3, 4, 5, 6, 7},
    {8, 9, 10, 11, 12, 13, 14, 15},
};

enum class Rule { kOneOrAll, kTorus, kConnected };

// A host's chips are all of one type, so one that tells of it speaks for those that do not.
Reading<ChipType> TypeOf(const Inventory& inventory) {
  for (const Chip& chip : inventory.chips) {
    if (chip.type.has_value()) {
      return chip.type;
    }
  }
  return Reading<ChipType>::Absent();
}

Rule RuleOf(const Inventory& inventory) {
  const Reading<ChipType> type = TypeOf(inventory);
  if (!type.has_value()) {
    return Rule::kOneOrAll;
  }
  const int expected = inventory.expected_chips.has_value()
                           ? inventory.expected_chips.value()
                           : static_cast<int>(inventory.chips.size());
  switch (type.value()) {
    case ChipType::kInferentia:
    case ChipType::kInferentia2:
      return Rule::kConnected;
    case ChipType::kTrainium1:
    case ChipType::kTrainium2:
      return expected == kTorusChips ? Rule::kTorus : Rule::kOneOrAll;
    case ChipType::kTrainium3:
      return Rule::kOneOrAll;
  }
  return Rule::kOneOrAll;
}

ChipSet Present(const Inventory& inventory) {
  ChipSet present;
  for (const Chip& chip : inventory.chips) {
    present.Add(chip.index);
  }
  return present;
}

// By chip index: the chips with a link to it, whichever end tells of it.
using Links = std::array<ChipSet, kMaxChips>;

bool TellsLinks(const Chip& chip) { return chip.connected.has_value(); }

// REQUIRES: every chip tells its links.
Links LinksOf(const Inventory& inventory) {
  const ChipSet present = Present(inventory);
  Links links = {};
  for (const Chip& chip : inventory.chips) {
    for (int neighbour : chip.connected.value().chips()) {
      if (neighbour != chip.index && present.Contains(neighbour)) {
        links[chip.index].Add(neighbour);
        links[neighbour].Add(chip.index);
      }
    }
  }
  return links;
}

// Rings and chains have at most n * n connected sets; of a stranger graph there may be too many.
bool IsRingOrChain(const Links& links) {
  return std::all_of(links.begin(), links.end(), [](ChipSet chips) { return chips.size() <= 2; });
}

// The sets of `group` and one chip more with a link to it.
std::set<ChipSet> Grow(const Links& links, ChipSet group) {
  std::set<ChipSet> larger;
  for (int chip : group.chips()) {
    for (int neighbour : links[chip].chips()) {
      ChipSet grown = group;
      grown.Add(neighbour);
      larger.insert(grown);
    }
  }
  larger.erase(group);
  return larger;
}

// Every set that grows from one chip, which are in `groups` already, by directly connected ones.
void AddConnected(const Inventory& inventory, std::set<ChipSet>* groups) {
  if (!std::all_of(inventory.chips.begin(), inventory.chips.end(), TellsLinks)) {
    return;
  }
  const Links links = LinksOf(inventory);
  if (!IsRingOrChain(links)) {
    return;
  }
  std::set<ChipSet> frontier = *groups;
  while (!frontier.empty()) {
    std::set<ChipSet> larger;
    for (ChipSet group : frontier) {
      larger.merge(Grow(links, group));
    }
    groups->insert(larger.begin(), larger.end());
    frontier = std::move(larger);
  }
}

void AddTorus(ChipSet present, std::set<ChipSet>* groups) {
  std::copy_if(std::begin(kTorusGroups), std::end(kTorusGroups),
               std::inserter(*groups, groups->end()),
               [&](ChipSet group) { return present.ContainsAll(group); });
}

void AddAll(const Inventory& inventory, ChipSet present, std::set<ChipSet>* groups) {
  const bool complete =
      !inventory.expected_chips.has_value() || present.size() == inventory.expected_chips.value();
  if (complete && !present.empty()) {
    groups->insert(present);
  }
}

std::vector<ChipSet> Sorted(const std::set<ChipSet>& groups) {
  std::vector<ChipSet> sorted(groups.begin(), groups.end());
  const auto key = [](ChipSet group) {
    return std::make_tuple(group.size(), __builtin_ctzll(group.bits()), group.bits());
  };
  std::sort(sorted.begin(), sorted.end(), [&](ChipSet a, ChipSet b) { return key(a) < key(b); });
  return sorted;
}

}  // namespace

std::vector<ChipSet> ValidGroups(const Inventory& inventory) {
  const ChipSet present = Present(inventory);
  std::set<ChipSet> groups;
  for (int chip : present.chips()) {
    groups.insert(ChipSet{chip});
  }
  switch (RuleOf(inventory)) {
    case Rule::kOneOrAll:
      break;
    case Rule::kTorus:
      AddTorus(present, &groups);
      break;
    case Rule::kConnected:
      AddConnected(inventory, &groups);
      break;
  }
  AddAll(inventory, present, &groups);
  return Sorted(groups);
}

}  // namespace neuron
