#include "agent/usage/tensor_rate.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/types/optional.h"

namespace neuron {
namespace {

constexpr double kFastestClock = 2.8e9;

struct Cycles {
  double matmul = 0;
  double all = 0;
};

// None if it fell, or grew by more than is possible.
absl::optional<double> Growth(std::uint64_t before, std::uint64_t now, double possible) {
  if (now < before || static_cast<double>(now - before) > possible) {
    return absl::nullopt;
  }
  return static_cast<double>(now - before);
}

// None if it tells nothing.
absl::optional<Cycles> CyclesBetween(const TensorActivity::RowGroup& before,
                                     const TensorActivity::RowGroup& now, double possible) {
  const auto matmul = Growth(before.matmul_cycles, now.matmul_cycles, possible);
  const auto load = Growth(before.weight_load_cycles, now.weight_load_cycles, possible);
  const auto idle = Growth(before.idle_cycles, now.idle_cycles, possible);
  if (!matmul.has_value() || !load.has_value() || !idle.has_value()) {
    return absl::nullopt;
  }
  const Cycles cycles = {*matmul, *matmul + *load + *idle};
  return cycles.all > 0 ? absl::make_optional(cycles) : absl::nullopt;
}

}  // namespace

Reading<TensorRate> RateBetween(const TensorActivity& before, const TensorActivity& now,
                                absl::Duration elapsed) {
  const double possible = kFastestClock * absl::ToDoubleSeconds(elapsed);
  double ratios = 0;
  double matmul_cycles = 0;
  int groups = 0;
  for (std::size_t i = 0; i < std::min(before.count, now.count); ++i) {
    const auto cycles = CyclesBetween(before.groups[i], now.groups[i], possible);
    if (cycles.has_value()) {
      ratios += cycles->matmul / cycles->all;
      matmul_cycles += cycles->matmul;
      ++groups;
    }
  }
  if (groups == 0) {
    return Reading<TensorRate>::Unknown(absl::UnavailableError(
        "pe_cntrs: no row group moved as a clock does: gated, cleared, or in reset"));
  }
  return TensorRate{ratios / groups, absl::Seconds(matmul_cycles / groups / kFastestClock)};
}

}  // namespace neuron
