#include "agent/placement/device_path.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace neuron {

std::string DevicePath(int chip) { return absl::StrCat("/dev/neuron", chip); }

absl::optional<int> ChipOfDevicePath(absl::string_view path) {
  int chip = 0;
  const std::size_t digits = DevicePath(0).size() - 1;
  const bool is_number = path.size() > digits && absl::SimpleAtoi(path.substr(digits), &chip);
  return is_number && chip >= 0 && path == DevicePath(chip) ? absl::make_optional(chip)
                                                            : absl::nullopt;
}

}  // namespace neuron
