#include "agent/device/chip_name.h"

#include "absl/strings/strip.h"
#include "agent/base/decimal.h"
#include "agent/device/chip_set.h"

namespace neuron {

absl::optional<int> ChipNamed(absl::string_view name) {
  int chip = 0;
  const bool is_one = absl::ConsumePrefix(&name, "neuron") && ParseDecimal(name, &chip) &&
                      chip >= 0 && chip < kMaxChips;
  return is_one ? absl::make_optional(chip) : absl::nullopt;
}

}  // namespace neuron
