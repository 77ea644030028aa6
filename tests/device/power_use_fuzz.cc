#include <cmath>
#include <cstdlib>

#include "agent/device/power_use.h"

namespace {

bool IsPercent(double value) { return std::isfinite(value) && value >= 0; }

}  // namespace

// Whatever is taken is a number, and only what is valid says something.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto use = neuron::ParsePowerUse(bytes);
  if (use.ok()) {
    const bool is_valid = use->status == neuron::PowerStatus::kValid;
    for (const double percent : {use->min_percent, use->max_percent, use->average_percent}) {
      if (!IsPercent(percent) || (!is_valid && percent != 0)) {
        std::abort();
      }
    }
  }
  const auto raw = neuron::ParseRawPower(bytes);
  if (raw.ok() && (raw->count == 0 || raw->count > neuron::RawPower::kDies)) {
    std::abort();
  }
  for (std::size_t i = 0; raw.ok() && i < raw->count; ++i) {
    const auto& die = raw->dies[i];
    if (die.die < 0 || (die.percent.has_value() && !IsPercent(die.percent.value()))) {
      std::abort();
    }
  }
  return 0;
}
