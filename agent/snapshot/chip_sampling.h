#ifndef AGENT_SNAPSHOT_CHIP_SAMPLING_H_
#define AGENT_SNAPSHOT_CHIP_SAMPLING_H_

#include <cstdint>
#include <memory>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/clock.h"
#include "agent/device/chip_reader.h"
#include "agent/device/counters.h"
#include "agent/device/inventory.h"
#include "agent/snapshot/chip_turn.h"

namespace neuron {

// What was read of one chip at one time: of groups that were not, the values of before.
struct ChipSample {
  ChipCounters counters;
  // The greater, the later (agent/snapshot/chip_turn.h).
  std::uint64_t turn = 0;
  // By a clock that never goes back.
  absl::Duration at;
};

// How one chip is read, visit after visit: with what, and what it read last. Any thread: visits and
// looks may come at the same time, and take turns.
class ChipSampling {
 public:
  // How long a reading waits for another to end. No group of a chip that answers takes so long.
  static constexpr absl::Duration kPatience = absl::Milliseconds(100);

  // When a reading is made: as the counters are to say, and by which clock it is timed, which may
  // be null; then it is not.
  struct Moment {
    absl::Time now;
    const Clock* clock = nullptr;
  };

  // Which groups to read: those that are due, or all that are collected.
  struct Choice {
    CounterGroups due;
    CounterGroups collected = CounterGroups(true);
  };

  // A reading of the slow groups that are due, one after the other, and then of the fast one: a
  // look may come between any two. Of all that are collected, with a new reader, if there is none
  // or it is of another tree. None if another reading did not end in time. REQUIRES: the chip has a
  // tree.
  absl::optional<ChipSample> Visit(const Chip& chip, const Choice& groups, bool keep_open,
                                   const Moment& moment);

  // A reading of the fast group alone, before visits that wait. None as above, and if there is no
  // reader of this tree.
  absl::optional<ChipSample> Look(const TreeIndex* tree, const Moment& moment);

  // Of the last reading that began; 0 before any.
  std::uint64_t last_turn() const { return turn_.last(); }

 private:
  // Both are false if another reading did not end in time.
  bool Prepare(const Chip& chip, const Choice& groups, bool keep_open, CounterGroups* due);
  bool ReadSlowGroups(const CounterGroups& due, const Moment& moment);
  ChipSample Finish(const ChipTurn::Taken& turn, const Moment& moment);
  bool Fits(const TreeIndex* tree) const;

  ChipTurn turn_;
  // Of who has the turn.
  std::unique_ptr<ChipReader> reader_;
  ChipCounters counters_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_SAMPLING_H_
