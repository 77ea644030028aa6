#include "tests/simulator/driver/attachments.h"

#include <iterator>

namespace neuron::sim {
namespace {

constexpr int kSlots = 16;

}  // namespace

bool Attachments::Attach(int chip, pid_t pid) {
  const auto entry = opens_.find({chip, pid});
  if (entry != opens_.end()) {
    ++entry->second;
    return true;
  }
  const auto attached =
      std::distance(opens_.lower_bound({chip, 0}), opens_.lower_bound({chip + 1, 0}));
  if (attached >= kSlots) return false;
  opens_[{chip, pid}] = 1;
  return true;
}

bool Attachments::Detach(int chip, pid_t pid) {
  const auto entry = opens_.find({chip, pid});
  if (entry == opens_.end() || --entry->second > 0) return false;
  opens_.erase(entry);
  return true;
}

bool Attachments::Held(int chip) const {
  const auto first = opens_.lower_bound({chip, 0});
  return first != opens_.end() && first->first.first == chip;
}

}  // namespace neuron::sim
