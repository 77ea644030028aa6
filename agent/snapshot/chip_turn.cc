#include "agent/snapshot/chip_turn.h"

namespace neuron {

ChipTurn::Taken::Taken(ChipTurn* turn, Haste haste, absl::Duration patience)
    : turn_(turn), number_(turn->Take(haste, patience)) {}

ChipTurn::Taken::~Taken() {
  if (number_ != 0) {
    turn_->GiveBack();
  }
}

std::uint64_t ChipTurn::last() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return last_;
}

std::uint64_t ChipTurn::Take(Haste haste, absl::Duration patience) {
  const bool hurried = haste == Haste::kHurried;
  std::unique_lock<std::mutex> lock(mutex_);
  hurried_ += hurried ? 1 : 0;
  const bool free = freed_.wait_for(lock, absl::ToChronoMilliseconds(patience),
                                    [&] { return !taken_ && (hurried || hurried_ == 0); });
  hurried_ -= hurried ? 1 : 0;
  if (!free) {
    freed_.notify_all();
    return 0;
  }
  taken_ = true;
  return ++last_;
}

void ChipTurn::GiveBack() {
  const std::lock_guard<std::mutex> lock(mutex_);
  taken_ = false;
  freed_.notify_all();
}

}  // namespace neuron
