#include "tests/bench/fleet_sim/spread.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace neuron {

absl::optional<double> Spread::Percentile(double percent) const {
  if (seconds_.empty()) {
    return absl::nullopt;
  }
  std::vector<double> ranked = seconds_;
  const auto rank =
      static_cast<std::size_t>(std::ceil(percent / 100 * static_cast<double>(ranked.size())));
  const auto nth = ranked.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(ranked.begin(), nth, ranked.end());
  return *nth;
}

absl::optional<double> Spread::Mean() const {
  if (seconds_.empty()) {
    return absl::nullopt;
  }
  return std::accumulate(seconds_.begin(), seconds_.end(), 0.0) /
         static_cast<double>(seconds_.size());
}

}  // namespace neuron
