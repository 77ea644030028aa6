#include "agent/lease/host_cores.h"

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

int DefaultLogicalSize(ChipType type) {
  return type == ChipType::kTrainium2 || type == ChipType::kTrainium3 ? 2 : 1;
}

Reading<int> PhysicalCores(const Chip& chip) {
  if (chip.core_count.has_value() && chip.core_count.value() > 0) {
    return static_cast<int>(chip.core_count.value());
  }
  return chip.type.Map([](ChipType type) { return FactsOf(type).cores; });
}

Reading<int> LogicalSize(const Chip& chip) { return chip.type.Map(DefaultLogicalSize); }

// What all chips that tell agree on.
Reading<int> Agreed(const Inventory& inventory, Reading<int> (*read)(const Chip&),
                    absl::string_view what) {
  Reading<int> agreed =
      Reading<int>::Unknown(absl::UnavailableError(absl::StrCat("no chip tells its ", what)));
  for (const Chip& chip : inventory.chips) {
    const Reading<int> told = read(chip);
    if (agreed.has_value() && told.has_value() && told.value() != agreed.value()) {
      return Reading<int>::Unknown(
          absl::UnavailableError(absl::StrCat("the chips differ in their ", what)));
    }
    if (told.has_value()) {
      agreed = told;
    }
  }
  return agreed;
}

}  // namespace

HostCores HostCoresOf(const Inventory& inventory) {
  HostCores cores;
  for (const Chip& chip : inventory.chips) {
    cores.chips.Add(chip.index);
  }
  cores.physical_per_chip = Agreed(inventory, PhysicalCores, "number of cores");
  cores.logical_size = Agreed(inventory, LogicalSize, "type");
  return cores;
}

}  // namespace neuron
