#ifndef TESTS_BENCH_FLEET_SIM_CALL_BOOK_H_
#define TESTS_BENCH_FLEET_SIM_CALL_BOOK_H_

#include <cstdint>
#include <vector>

#include "absl/time/time.h"

namespace neuron {

// Counts somebody's calls, second by second.
class CallBook {
 public:
  struct Sum {
    std::uint64_t granted = 0;
    // Throttled, or answered by nobody.
    std::uint64_t refused = 0;
    // The most calls of either kind in a second.
    std::uint64_t peak = 0;
  };

  // REQUIRES: `at` is not negative.
  void Note(absl::Duration at, bool granted);

  // From the second of `from` to that before `to`.
  Sum Between(absl::Duration from, absl::Duration to) const;

 private:
  struct Second {
    std::uint64_t granted = 0;
    std::uint64_t refused = 0;
  };

  std::vector<Second> seconds_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_CALL_BOOK_H_
