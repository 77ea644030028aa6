#include "tests/lease/torus_offer.h"

#include "agent/workload/placement_rules.h"

namespace neuron {

Inventory TorusInventory() {
  Inventory inventory;
  inventory.expected_chips = kTorusChips.size();
  for (int index : kTorusChips.chips()) {
    Chip chip;
    chip.index = index;
    chip.type = ChipType::kTrainium1;
    chip.core_count = 2;
    inventory.chips.push_back(chip);
  }
  return inventory;
}

LeaseOffer TorusOffer(absl::Duration began, ChipSet free) {
  const Inventory inventory = TorusInventory();
  LeaseOffer offer;
  offer.began = began;
  offer.free = free;
  offer.groups = ValidGroups(inventory);
  offer.cores = HostCoresOf(inventory);
  return offer;
}

}  // namespace neuron
