#include "agent/lease/group_choice.h"

#include <algorithm>

namespace neuron {
namespace {

bool Meets(ChipSet a, ChipSet b) { return (a.bits() & b.bits()) != 0; }

// How many larger groups, free in whole now, are no longer once `given` is taken.
long Broken(ChipSet given, const std::vector<ChipSet>& groups, ChipSet free) {
  return std::count_if(groups.begin(), groups.end(), [&](ChipSet group) {
    return group.size() > given.size() && free.ContainsAll(group) && Meets(group, given);
  });
}

bool HasLowerChips(ChipSet a, ChipSet b) {
  const std::uint64_t differing = a.bits() ^ b.bits();
  return differing != 0 && (a.bits() & differing & -differing) != 0;
}

}  // namespace

absl::optional<ChipSet> ChooseGroup(const std::vector<ChipSet>& candidates,
                                    const std::vector<ChipSet>& groups, ChipSet free) {
  absl::optional<ChipSet> best;
  long fewest = 0;
  for (ChipSet candidate : candidates) {
    if (!free.ContainsAll(candidate)) {
      continue;
    }
    const long broken = Broken(candidate, groups, free);
    if (!best.has_value() || broken < fewest ||
        (broken == fewest && HasLowerChips(candidate, *best))) {
      best = candidate;
      fewest = broken;
    }
  }
  return best;
}

}  // namespace neuron
