#ifndef TESTS_BENCH_ARRIVAL_H_
#define TESTS_BENCH_ARRIVAL_H_

#include <condition_variable>
#include <mutex>

#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// CLOCK_MONOTONIC.
absl::Duration MonotonicNow();

// When something came that one thread waits for and another notices. Any thread.
class Arrival {
 public:
  // Forgets what has come.
  void Expect();

  // Notes the time, of the first since Expect().
  void Come();

  // When it came, be it before the call; none if it does not within the timeout.
  absl::optional<absl::Duration> Await(absl::Duration timeout);

 private:
  std::mutex mutex_;
  std::condition_variable news_;
  absl::optional<absl::Duration> came_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_ARRIVAL_H_
