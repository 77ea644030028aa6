#include "agent/placement/chip_sets.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "agent/base/status.h"
#include "agent/device/instance_type.h"
#include "agent/device/inventory.h"
#include "agent/workload/placement_rules.h"

namespace neuron {
namespace {

absl::StatusOr<const InstanceTypeFacts*> FactsOfType(absl::string_view instance_type) {
  const InstanceTypeFacts* const facts = FindInstanceType(instance_type);
  if (facts == nullptr) {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", instance_type,
                     "\" is no instance type with Neuron chips that is known; write it as "
                     "trn1.32xlarge"));
  }
  if (!facts->chips.has_value()) {
    return absl::NotFoundError(absl::StrCat("how many chips ", instance_type, " has is not known"));
  }
  return facts;
}

Chip ChipOf(const InstanceTypeFacts& facts, int index) {
  Chip chip;
  chip.index = index;
  chip.type = facts.chip_type;
  if (facts.topology == Topology::kUnknown) {
    chip.connected = Reading<ChipSet>::Unknown(absl::NotFoundError("nobody says"));
  } else {
    chip.connected = NeighboursOf(facts.topology, *facts.chips, index);
  }
  return chip;
}

// A host of the type, with all its chips.
Inventory InventoryOf(const InstanceTypeFacts& facts) {
  Inventory inventory;
  inventory.expected_chips = *facts.chips;
  for (int index = 0; index < *facts.chips; ++index) {
    inventory.chips.push_back(ChipOf(facts, index));
  }
  return inventory;
}

std::string Sizes(const std::vector<ChipSet>& groups) {
  std::set<int> sizes;
  for (const ChipSet group : groups) {
    sizes.insert(group.size());
  }
  return absl::StrJoin(sizes, ", ");
}

}  // namespace

absl::StatusOr<ChipSet> AllChipsOf(absl::string_view instance_type) {
  NEURON_ASSIGN_OR_RETURN(const InstanceTypeFacts* const facts, FactsOfType(instance_type));
  ChipSet all;
  for (int index = 0; index < *facts->chips; ++index) {
    all.Add(index);
  }
  return all;
}

absl::StatusOr<std::vector<ChipSet>> ChipSetsOf(absl::string_view instance_type, int chips) {
  NEURON_ASSIGN_OR_RETURN(const InstanceTypeFacts* const facts, FactsOfType(instance_type));
  const std::vector<ChipSet> groups = ValidGroups(InventoryOf(*facts));
  std::vector<ChipSet> sets;
  std::copy_if(groups.begin(), groups.end(), std::back_inserter(sets),
               [&](ChipSet group) { return group.size() == chips; });
  if (sets.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(instance_type, " has no valid set of ", chips,
                                                   " chips: it has sets of ", Sizes(groups)));
  }
  return sets;
}

}  // namespace neuron
