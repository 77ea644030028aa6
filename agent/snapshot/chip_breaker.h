#ifndef AGENT_SNAPSHOT_CHIP_BREAKER_H_
#define AGENT_SNAPSHOT_CHIP_BREAKER_H_

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace neuron {

// Whether one chip may be read, after it did not answer: it is left alone for a while, then tried
// once. One that answers is read as before; one that does not is left alone for twice as long, up
// to kLongest. So a chip that hangs in every read costs one thread for the deadline once a minute,
// and whoever works on it is not held up by us. One thread.
class ChipBreaker {
 public:
  static constexpr absl::Duration kFirst = absl::Seconds(2);
  static constexpr absl::Duration kLongest = absl::Minutes(1);

  // OK, or Unavailable with what it did and how long it is left alone. `at` is of a clock that
  // never goes back.
  absl::Status MayRead(absl::Duration at) const;

  // A visit has been made: `given_up` if the chip did not answer in time.
  void Note(bool given_up, absl::Duration at);

 private:
  absl::Duration wait_ = absl::ZeroDuration();
  absl::Duration until_ = -absl::InfiniteDuration();
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_BREAKER_H_
