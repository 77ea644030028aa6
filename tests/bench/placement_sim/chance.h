#ifndef TESTS_BENCH_PLACEMENT_SIM_CHANCE_H_
#define TESTS_BENCH_PLACEMENT_SIM_CHANCE_H_

#include <cstddef>
#include <cstdint>
#include <random>

#include "absl/time/time.h"

namespace neuron {

// Draws, the same for the same seed wherever it runs: the distributions of the standard library
// differ from one to the next.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : engine_(seed) {}

  // In [0, 1).
  double Share();
  // REQUIRES: count > 0.
  std::size_t Pick(std::size_t count);
  absl::Duration Between(absl::Duration least, absl::Duration most);
  // Exponential: until the next of many that do not know each other.
  absl::Duration Exponential(absl::Duration mean);
  // Lognormal, as long as `median` or longer in half of the cases, a factor of e^spread away from
  // it in a third; and never out of bounds.
  struct Bounds {
    absl::Duration least;
    absl::Duration most;
  };
  absl::Duration Around(absl::Duration median, double spread, const Bounds& bounds);

 private:
  std::mt19937_64 engine_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_PLACEMENT_SIM_CHANCE_H_
