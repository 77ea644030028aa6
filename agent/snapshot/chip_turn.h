#ifndef AGENT_SNAPSHOT_CHIP_TURN_H_
#define AGENT_SNAPSHOT_CHIP_TURN_H_

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "absl/time/time.h"

namespace neuron {

// Whose turn it is to read one chip: one reader's at a time, and a hurried one's before others that
// wait. Turns are numbered from 1 in the order in which they are had, so that of two readings it
// can be told which is the older. Any thread.
class ChipTurn {
 public:
  enum class Haste { kNone, kHurried };

  // One turn, for as long as this lives.
  class Taken {
   public:
    // Waits for it, but no longer than `patience`: who has it may never come back.
    Taken(ChipTurn* turn, Haste haste, absl::Duration patience);
    ~Taken();
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;

    // 0 if it could not be had in time.
    std::uint64_t number() const { return number_; }

   private:
    ChipTurn* const turn_;
    const std::uint64_t number_;
  };

  // Of the last turn that was had; 0 before any.
  std::uint64_t last() const;

 private:
  std::uint64_t Take(Haste haste, absl::Duration patience);
  void GiveBack();

  mutable std::mutex mutex_;
  // Signalled when a turn ends, or somebody in a hurry no longer waits.
  std::condition_variable freed_;
  // Guarded by mutex_.
  bool taken_ = false;
  int hurried_ = 0;
  std::uint64_t last_ = 0;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_TURN_H_
