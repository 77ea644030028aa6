#include "tests/simulator/driver/attachments.h"

#include <algorithm>

namespace neuron::sim {

ProcessSlot* Attachments::Find(int chip, pid_t pid) {
  for (ProcessSlot& slot : slots_[chip]) {
    if (slot.pid == pid) return &slot;
  }
  return nullptr;
}

bool Attachments::Attach(int chip, pid_t pid, int slots) {
  if (pid == 0) return true;
  ProcessSlot* slot = Find(chip, pid);
  if (slot == nullptr) slot = Find(chip, 0);
  if (slot == nullptr) {
    std::vector<ProcessSlot>& all = slots_[chip];
    if (static_cast<int>(all.size()) >= slots) return false;
    slot = &all.emplace_back();
  }
  slot->pid = pid;
  ++slot->opens;
  return true;
}

bool Attachments::Detach(int chip, pid_t pid) {
  ProcessSlot* slot = pid == 0 ? nullptr : Find(chip, pid);
  if (slot == nullptr || --slot->opens > 0) return false;
  slot->pid = 0;
  return true;
}

bool Attachments::Held(int chip) const {
  const std::vector<ProcessSlot>& slots = SlotsOf(chip);
  return std::any_of(slots.begin(), slots.end(),
                     [](const ProcessSlot& slot) { return slot.pid != 0; });
}

const std::vector<ProcessSlot>& Attachments::SlotsOf(int chip) const {
  static const auto* const kNone = new std::vector<ProcessSlot>();
  const auto entry = slots_.find(chip);
  return entry == slots_.end() ? *kNone : entry->second;
}

}  // namespace neuron::sim
