#ifndef TESTS_BENCH_FLEET_SIM_SPREAD_H_
#define TESTS_BENCH_FLEET_SIM_SPREAD_H_

#include <cstddef>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace neuron {

// Durations, of which somebody wants to know how they are spread.
class Spread {
 public:
  void Add(absl::Duration value) { seconds_.push_back(absl::ToDoubleSeconds(value)); }
  std::size_t size() const { return seconds_.size(); }

  // The least that so many percent do not exceed, in seconds; none if there are none.
  absl::optional<double> Percentile(double percent) const;
  // In seconds; none if there are none.
  absl::optional<double> Mean() const;

 private:
  std::vector<double> seconds_;
};

}  // namespace neuron

#endif  // TESTS_BENCH_FLEET_SIM_SPREAD_H_
