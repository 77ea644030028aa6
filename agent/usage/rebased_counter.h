#ifndef AGENT_USAGE_REBASED_COUNTER_H_
#define AGENT_USAGE_REBASED_COUNTER_H_

#include <cstdint>

#include "absl/time/time.h"
#include "agent/base/reading.h"

namespace neuron {

// Why a counter began anew.
enum class RebaseReason : std::uint8_t {
  // Root wrote to it, or it fell for a reason that is not known.
  kCleared,
  // The module was loaded anew.
  kDriverReload,
  // The chip was reset.
  kChipReset,
  // Another chip has its place.
  kOtherChip,
};

// "cleared", "driver_reload", "chip_reset", "other_chip".
const char* Word(RebaseReason reason);

// What a counter is read under: if it falls, and one of these is another than before, that is why.
struct CounterEpoch {
  // Grow with each load of the module, with each chip that takes the place, and with each reset.
  std::uint64_t driver_load = 0;
  std::uint64_t appearance = 0;
  std::uint64_t resets = 0;
};

// A counter of the driver as a total that never falls; past 2^64 it stays there.
//
// It begins at the first value that is read. What it falls to counts as having grown from 0,
// because a counter that was cleared goes on from there. Of several things that explain a fall the
// gravest is the reason: the load, then another chip, then a reset. A reading that is unknown or
// absent changes nothing.
//
// Some falls are not what they seem. Of a counter that wraps (kWraps32, kErrors16), a fall by more
// than three quarters of its range that nothing explains is growth and no rebase; one that sums
// several registers of 16 bits wraps by that range too. A kPlain value can be torn (read while its
// high word changed: up to 2^32 too low): a fall by 2^31 to 2^32 that nothing explains is not
// believed until the next reading confirms it. Counters of errors read 0 while the chip is in
// reset: a fall within one load of the driver and one appearance of the chip is not believed before
// the kConfirmations-th reading in a row that is lower. What is not believed is unknown, and
// forgotten if the counter comes back.
class RebasedCounter {
 public:
  static constexpr int kConfirmations = 3;

  enum class Kind : std::uint8_t { kPlain, kWraps32, kErrors16 };
  // A plain one.
  RebasedCounter() = default;
  explicit RebasedCounter(Kind kind) : kind_(kind) {}

  // The total by this reading, which has the state of `value` but for doubts.
  Reading<std::uint64_t> Take(const Reading<std::uint64_t>& value, const CounterEpoch& epoch,
                              absl::Time now);

  // The reading that was last believed; 0 before the first.
  std::uint64_t last() const { return last_; }

  // How often it began anew, when that was last noticed, and why. REQUIRES, for the last two:
  // rebases() > 0.
  std::uint64_t rebases() const { return rebases_; }
  absl::Time rebased_at() const { return rebased_at_; }
  RebaseReason reason() const { return reason_; }

 private:
  RebaseReason ReasonUnder(const CounterEpoch& epoch) const;
  bool Wraps(std::uint64_t fall, RebaseReason reason) const;
  int ReadingsToBelieve(std::uint64_t fall, RebaseReason reason) const;
  void Fall(std::uint64_t value, RebaseReason reason, absl::Time now);
  void Grow(std::uint64_t by);

  Kind kind_ = Kind::kPlain;
  bool seen_ = false;
  RebaseReason reason_ = RebaseReason::kCleared;
  // In a row, that were not believed.
  std::uint8_t doubts_ = 0;
  std::uint32_t rebases_ = 0;
  absl::Time rebased_at_;
  // The value that was last believed, and what it was read under.
  std::uint64_t last_ = 0;
  CounterEpoch epoch_;
  std::uint64_t total_ = 0;
};

}  // namespace neuron

#endif  // AGENT_USAGE_REBASED_COUNTER_H_
