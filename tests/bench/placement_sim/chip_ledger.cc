#include "tests/bench/placement_sim/chip_ledger.h"

#include <algorithm>

namespace neuron {

void ChipLedger::Expect(std::uint64_t task, ChipSet chips, absl::Duration now) {
  Enter(task, {chips, 0, false, now}, now);
}

void ChipLedger::ExpectAny(std::uint64_t task, int chips, absl::Duration now) {
  Enter(task, {ChipSet(), chips, false, now}, now);
}

void ChipLedger::ExpectNone(std::uint64_t task, absl::Duration now) {
  Enter(task, {ChipSet(), 0, false, now}, now);
}

bool ChipLedger::Take(std::uint64_t task, ChipSet chips, absl::Duration now) {
  if (!HoldersOf(chips, task).empty()) {
    return false;
  }
  Enter(task, {chips, 0, true, now}, now);
  return true;
}

absl::Duration ChipLedger::ApartFromHolders(std::uint64_t task, ChipSet chips) const {
  absl::Duration apart;
  for (const Entry& holder : HoldersOf(chips, task)) {
    apart = std::max(apart, absl::AbsDuration(holder.sent_at - tasks_.at(task).sent_at));
  }
  return apart;
}

std::vector<ChipLedger::Entry> ChipLedger::HoldersOf(ChipSet chips, std::uint64_t but) const {
  std::vector<Entry> holders;
  for (const auto& [task, entry] : tasks_) {
    if (task != but && entry.has && (entry.chips.bits() & chips.bits()) != 0) {
      holders.push_back(entry);
    }
  }
  return holders;
}

void ChipLedger::Forget(std::uint64_t task, absl::Duration now) {
  Pass(now);
  tasks_.erase(task);
}

absl::Duration ChipLedger::IdleUntil(absl::Duration now) const {
  return idle_ + CountIdle() * (now - passed_until_);
}

void ChipLedger::Enter(std::uint64_t task, Entry entry, absl::Duration now) {
  Pass(now);
  const auto before = tasks_.find(task);
  entry.sent_at = before == tasks_.end() ? now : before->second.sent_at;
  tasks_[task] = entry;
}

int ChipLedger::CountIdle() const {
  std::uint64_t expected = 0;
  int any = 0;
  for (const auto& [task, entry] : tasks_) {
    expected |= entry.chips.bits();
    any += entry.any;
  }
  return std::max(0, chips_ - ChipSet(expected).size() - any);
}

void ChipLedger::Pass(absl::Duration now) {
  idle_ = IdleUntil(now);
  passed_until_ = now;
}

}  // namespace neuron
