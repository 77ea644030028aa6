#include "agent/workload/allocation.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/workload/mapped_rule.h"

namespace neuron {
namespace {

Occupancy OccupancyBy(Layer layer) {
  switch (layer) {
    case Layer::kHeld:
      return Occupancy::kHeld;
    case Layer::kMapped:
      return Occupancy::kMapped;
    case Layer::kLeased:
      return Occupancy::kLeased;
    case Layer::kReserved:
      break;
  }
  return Occupancy::kReserved;
}

absl::Status MayBeLeased(int chip, const std::vector<UnclearLease>& unclear) {
  for (const UnclearLease& lease : unclear) {
    if (lease.chips.Contains(chip)) {
      return lease.why;
    }
  }
  return absl::OkStatus();
}

// OK if somebody who has the chip would have been seen.
absl::Status CanBeFree(const Chip& chip, const Evidence& evidence, const absl::Status& mappings) {
  if (!evidence.holders.sight.ok()) {
    return evidence.holders.sight;
  }
  if (chip.identity.is_unknown()) {
    return chip.identity.why();
  }
  if (chip.identity.is_absent()) {
    return absl::NotFoundError(absl::StrCat("neuron", chip.index, ": no device"));
  }
  NEURON_RETURN_IF_ERROR(MayBeLeased(chip.index, evidence.unclear_leases));
  return mappings;
}

// `claims` are sorted: who holds the chip comes first.
Reading<bool> Executing(int chip, const std::vector<Claim>& claims, const Evidence& evidence) {
  if (claims.empty() || claims.front().layer != Layer::kHeld) {
    return evidence.holders.sight.ok() ? Reading<bool>::Absent()
                                       : Reading<bool>::Unknown(evidence.holders.sight);
  }
  const auto found = evidence.executing.find(chip);
  return found != evidence.executing.end()
             ? found->second
             : Reading<bool>::Unknown(absl::UnavailableError(
                   absl::StrCat("neuron", chip, ": nothing has counted its work yet")));
}

Allocation AllocateChip(const Chip& chip, const Evidence& evidence, const AllocationPolicy& policy,
                        const absl::Status& mappings) {
  Allocation allocation;
  allocation.claims = ClaimsOn(chip.index, evidence, policy);
  allocation.executing = Executing(chip.index, allocation.claims, evidence);
  const auto taker = std::find_if(allocation.claims.begin(), allocation.claims.end(),
                                  [](const Claim& claim) { return claim.takes; });
  if (taker != allocation.claims.end()) {
    allocation.occupancy = OccupancyBy(taker->layer);
    return allocation;
  }
  allocation.why = CanBeFree(chip, evidence, mappings);
  allocation.occupancy = allocation.why.ok() ? Occupancy::kFree : Occupancy::kUnknown;
  return allocation;
}

}  // namespace

std::vector<int> HolderPids(const Allocation& allocation) {
  std::vector<int> pids;
  for (const Claim& claim : allocation.claims) {
    if (claim.layer == Layer::kHeld) {
      pids.push_back(claim.pid);
    }
  }
  std::sort(pids.begin(), pids.end());
  return pids;
}

std::vector<Allocation> Allocate(const Inventory& inventory, const Evidence& evidence,
                                 const AllocationPolicy& policy) {
  const absl::Status mappings = MappingsKnown(evidence, policy);
  std::vector<Allocation> allocations;
  allocations.reserve(inventory.chips.size());
  for (const Chip& chip : inventory.chips) {
    allocations.push_back(AllocateChip(chip, evidence, policy, mappings));
  }
  return allocations;
}

}  // namespace neuron
