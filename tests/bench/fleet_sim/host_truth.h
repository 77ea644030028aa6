#ifndef TESTS_BENCH_FLEET_SIM_HOST_TRUTH_H_
#define TESTS_BENCH_FLEET_SIM_HOST_TRUTH_H_

#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "tests/bench/fleet_sim/accuracy_book.h"

namespace neuron {

// What of a host is free, beside what ECS shows of it; the difference goes into the book. Parts of
// a host are bits of a number. No part is free, and none is shown, at the start. Time is the
// caller's, and never goes back.
//
// What is told counts from when it became so until ECS shows it, or until it is so no more.
class HostTruth {
 public:
  // Borrows the book.
  explicit HostTruth(AccuracyBook* book) : book_(book) {}

  // These are free.
  void Become(absl::Duration now, unsigned free);
  // ECS shows these as free.
  void Show(absl::Duration now, unsigned shown);

  // Notes how long it takes from now until ECS shows what is so.
  void AwaitRecovery(absl::Duration now);

  // Books what has not ended as if it ended now.
  void Conclude(absl::Duration now);

  unsigned free() const { return free_; }

 private:
  unsigned lies() const { return shown_ & ~free_; }
  unsigned hidden() const { return free_ & ~shown_; }
  void Settle(absl::Duration now);
  void EndLie(absl::Duration now);
  void EndHiding(absl::Duration now);
  void EndRecovery(absl::Duration now);

  AccuracyBook* const book_;
  unsigned free_ = 0;
  unsigned shown_ = 0;
  // When chips were taken (given back) of which ECS does not know yet.
  std::vector<absl::Duration> less_;
  std::vector<absl::Duration> more_;
  absl::optional<absl::Duration> lying_since_;
  absl::optional<absl::Duration> hiding_since_;
  absl::optional<absl::Duration> awaited_since_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_HOST_TRUTH_H_
