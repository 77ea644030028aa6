#ifndef TESTS_BENCH_FLEET_SIM_ACCURACY_BOOK_H_
#define TESTS_BENCH_FLEET_SIM_ACCURACY_BOOK_H_

#include "absl/time/time.h"
#include "tests/bench/fleet_sim/spread.h"

namespace neuron {

// How right ECS was about all hosts together, and how late, since this was last opened.
class AccuracyBook {
 public:
  // Forgets what was; counts what is from `now` on.
  void Open(absl::Duration now);

  // Chips were taken (given back) at `since`, which ECS shows now.
  void ToldLess(absl::Duration since, absl::Duration now);
  void ToldMore(absl::Duration since, absl::Duration now);
  // From then until now, ECS showed chips of a host as free that were not.
  void Lied(absl::Duration since, absl::Duration now);
  // From then until now, it did not show chips of a host that were free.
  void Hid(absl::Duration since, absl::Duration now);
  // A host that was to come into step from `since` on is there now.
  void Recovered(absl::Duration since, absl::Duration now);

  const Spread& less() const { return less_; }
  const Spread& more() const { return more_; }
  const Spread& recoveries() const { return recoveries_; }
  // How long each lie was, counted from the opening at most.
  const Spread& lies() const { return lies_; }
  // Summed over hosts.
  absl::Duration lied() const { return lied_; }
  absl::Duration hid() const { return hid_; }

 private:
  // What of a span counts.
  absl::Duration Clipped(absl::Duration since, absl::Duration now) const;

  absl::Duration from_;
  Spread less_;
  Spread more_;
  Spread recoveries_;
  Spread lies_;
  absl::Duration lied_;
  absl::Duration hid_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_ACCURACY_BOOK_H_
