#include "tests/bench/placement_sim/chance.h"

#include <algorithm>
#include <cmath>

namespace neuron {
namespace {

constexpr double kTwoPi = 6.283185307179586;

}  // namespace

double Chance::Share() {
  constexpr int kBitsTooMany = 64 - 53;
  return std::ldexp(static_cast<double>(engine_() >> kBitsTooMany), -53);
}

std::size_t Chance::Pick(std::size_t count) { return engine_() % count; }

absl::Duration Chance::Between(absl::Duration least, absl::Duration most) {
  return least + Share() * (most - least);
}

absl::Duration Chance::Exponential(absl::Duration mean) { return -std::log(1 - Share()) * mean; }

absl::Duration Chance::Around(absl::Duration median, double spread, const Bounds& bounds) {
  const double radius = std::sqrt(-2 * std::log(1 - Share()));
  const double normal = radius * std::cos(kTwoPi * Share());
  return std::min(std::max(std::exp(spread * normal) * median, bounds.least), bounds.most);
}

}  // namespace neuron
