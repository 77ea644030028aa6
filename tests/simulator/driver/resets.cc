#include "tests/simulator/driver/resets.h"

#include <algorithm>
#include <vector>

#include "tests/simulator/host/chip_counters.h"

namespace neuron::sim {

ChipState Resets::StateOf(int chip) const {
  const auto entry = states_.find(chip);
  return entry == states_.end() ? ChipState::kReady : entry->second.state;
}

void Resets::Begin(int chip, const Reset& reset, absl::Time now) {
  const Chip* found = FindChip(*host_, chip);
  if (found == nullptr) return;
  State& state = states_[chip];
  const bool runs = state.state == ChipState::kReset;
  const absl::Time ends = now + reset.lasts;
  state.ends = runs ? std::max(state.ends, ends) : ends;
  state.outcome = reset.outcome;
  state.state = ChipState::kReset;
  ChipCounters counters(host_, *found);
  counters.CountReset(reset.cores);
  counters.ClearTensorEngines(reset.cores);
  counters.SetState(static_cast<int>(ChipState::kReset));
}

void Resets::Settle(int chip, ChipState state) {
  states_[chip].state = state;
  const Chip* found = FindChip(*host_, chip);
  if (found != nullptr) ChipCounters(host_, *found).SetState(static_cast<int>(state));
  ended_(chip);
}

void Resets::Invalidate(int chip) { Settle(chip, ChipState::kInvalid); }

void Resets::Forget(int chip) {
  if (states_.erase(chip) > 0) ended_(chip);
}

std::optional<absl::Time> Resets::NextDue() const {
  std::optional<absl::Time> due;
  for (const auto& [chip, state] : states_) {
    if (state.state == ChipState::kReset) due = std::min(due.value_or(state.ends), state.ends);
  }
  return due;
}

void Resets::Advance(absl::Time now) {
  std::vector<int> ended;
  for (const auto& [chip, state] : states_) {
    if (state.state == ChipState::kReset && state.ends <= now) ended.push_back(chip);
  }
  for (const int chip : ended) {
    const bool failed = states_[chip].outcome == ResetOutcome::kFails;
    const Chip* found = FindChip(*host_, chip);
    if (failed && found != nullptr) ChipCounters(host_, *found).CountResetFailure();
    Settle(chip, failed ? ChipState::kInvalid : ChipState::kReady);
  }
}

}  // namespace neuron::sim
