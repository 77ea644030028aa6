#include "agent/workload/allocation.h"

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

Allocation Unknown(absl::Status why) {
  Allocation allocation;
  allocation.why = std::move(why);
  return allocation;
}

Allocation AllocateChip(const Chip& chip, const HolderScan& scan) {
  Allocation allocation;
  for (const Holder& holder : scan.holders) {
    if (holder.held.Contains(chip.index)) {
      allocation.pids.push_back(holder.pid);
    }
  }
  if (!allocation.pids.empty()) {
    allocation.occupancy = Occupancy::kHeld;
    return allocation;
  }
  if (!scan.sight.ok()) {
    return Unknown(scan.sight);
  }
  if (!chip.identity.has_value()) {
    return Unknown(chip.identity.is_unknown()
                       ? chip.identity.why()
                       : absl::NotFoundError(absl::StrCat("neuron", chip.index, ": no device")));
  }
  allocation.occupancy = Occupancy::kFree;
  return allocation;
}

}  // namespace

std::vector<Allocation> Allocate(const Inventory& inventory, const HolderScan& scan) {
  std::vector<Allocation> allocations;
  allocations.reserve(inventory.chips.size());
  for (const Chip& chip : inventory.chips) {
    allocations.push_back(AllocateChip(chip, scan));
  }
  return allocations;
}

}  // namespace neuron
