#include "agent/snapshot/first_word.h"

#include <utility>

namespace neuron {
namespace {

// What `last` had of this very chip; null if it has come, or come back, since. A walk of its
// directory is of one chip only. Where there was none, only the same inventory has the same chip.
const ChipState* FindState(const Snapshot& last, const Chip& chip) {
  for (std::size_t i = 0; i < last.chips.size(); ++i) {
    const Chip& before = last.inventory->chips[i];
    const bool same_walk = chip.tree != nullptr && before.tree == chip.tree;
    if (&before == &chip || (before.index == chip.index && same_walk)) {
      return &last.chips[i];
    }
  }
  return nullptr;
}

}  // namespace

Findings FirstWord(const Snapshot& last, std::shared_ptr<const Inventory> inventory) {
  Findings findings;
  findings.taken_at = last.taken_at;
  findings.collection_time = last.collection_time;
  findings.wish = last.wish;
  findings.evidence = last.evidence;
  for (const Chip& chip : inventory->chips) {
    const ChipState* state = FindState(last, chip);
    findings.counters.push_back(
        state != nullptr ? state->counters
                         : Reading<ChipCounters>::Unknown(absl::UnavailableError("not read yet")));
    findings.read_at.push_back(state != nullptr ? state->read_at : last.taken_at);
    findings.usage.push_back(state != nullptr ? state->usage : absl::nullopt);
    findings.health.push_back(state != nullptr ? state->health : ChipHealth());
  }
  findings.inventory = std::move(inventory);
  return findings;
}

}  // namespace neuron
