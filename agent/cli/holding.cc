#include "agent/cli/holding.h"

#include <algorithm>
#include <tuple>

#include "agent/cli/claimant.h"

namespace neuron {
namespace {

bool Same(const Claim& a, const Claim& b) {
  return std::tie(a.layer, a.takes, a.why, a.since, a.pid, a.start_ticks, a.container, a.task) ==
         std::tie(b.layer, b.takes, b.why, b.since, b.pid, b.start_ticks, b.container, b.task);
}

// Only who holds a chip can make it execute.
Reading<bool> ExecutingOf(const ChipState& chip, const Claim& claim) {
  return claim.layer == Layer::kHeld ? chip.allocation.executing : Reading<bool>::Absent();
}

// Whatever the reason of an unknown is.
bool Alike(const Reading<bool>& a, const Reading<bool>& b) {
  return a.has_value() && b.has_value()
             ? a.value() == b.value()
             : a.is_absent() == b.is_absent() && a.is_unknown() == b.is_unknown();
}

Holding Describe(const Snapshot& snapshot, const ChipState& chip, const Claim& claim) {
  Holding holding;
  holding.chips.Add(chip.index);
  holding.claim = claim;
  holding.command = CommandOf(snapshot, claim);
  holding.container = ContainerName(snapshot, claim);
  holding.task = TaskName(snapshot, claim);
  holding.executing = ExecutingOf(chip, claim);
  return holding;
}

}  // namespace

std::vector<Holding> Holdings(const Snapshot& snapshot) {
  std::vector<Holding> holdings;
  for (const ChipState& chip : snapshot.chips) {
    for (const Claim& claim : chip.allocation.claims) {
      const auto known =
          std::find_if(holdings.begin(), holdings.end(), [&](const Holding& holding) {
            return Same(holding.claim, claim) && Alike(holding.executing, ExecutingOf(chip, claim));
          });
      if (known == holdings.end()) {
        holdings.push_back(Describe(snapshot, chip, claim));
      } else {
        known->chips.Add(chip.index);
      }
    }
  }
  return holdings;
}

}  // namespace neuron
