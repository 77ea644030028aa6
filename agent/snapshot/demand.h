#ifndef AGENT_SNAPSHOT_DEMAND_H_
#define AGENT_SNAPSHOT_DEMAND_H_

#include <cstdint>
#include <functional>
#include <mutex>

#include "absl/time/time.h"
#include "agent/base/clock.h"
#include "agent/device/chip_reader.h"

namespace neuron {

// Whether somebody wants those groups of counters that nobody in the agent needs: what memory is
// used for and its peaks, what tensor engines do, power. All verdicts, what is free and what ECS is
// told rest on the fast group and on that of rarer events, which are read whoever asks.
//
// Who asks wants them from then on for kLinger. Any thread may call anything.
class Demand {
 public:
  static constexpr absl::Duration kLinger = absl::Minutes(5);

  // What is wanted.
  struct Wish {
    // The greater, the later; 0 before the first.
    std::uint64_t number = 0;
    CounterGroups groups = CounterGroups(true);
  };

  // `clock` is borrowed.
  explicit Demand(const Clock* clock) : clock_(clock) {}
  Demand(const Demand&) = delete;
  Demand& operator=(const Demand&) = delete;

  // From now on calls `wake`, on the thread that asks, when somebody asks after a time in which
  // nobody did.
  void Start(std::function<void()> wake);

  // A reader asks: the number of the wish that this belongs to, a new one after a time in which
  // nobody asked. Of a snapshot that was made for it or a later one, no group of a chip that
  // answers is older than its period.
  std::uint64_t Ask();

  // As of now.
  Wish Latest() const;

 private:
  bool IsWanted(absl::Duration at) const { return at < asked_at_ + kLinger; }

  const Clock* const clock_;
  mutable std::mutex mutex_;
  // All guarded by mutex_.
  std::function<void()> wake_;
  std::uint64_t number_ = 0;
  absl::Duration asked_at_ = -absl::InfiniteDuration();
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_DEMAND_H_
