#include "agent/cli/words.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace neuron {

std::string BytesText(std::uint64_t bytes) {
  constexpr std::uint64_t kKiB = 1024;
  constexpr const char* kUnits[] = {"KiB", "MiB", "GiB"};
  if (bytes < kKiB) {
    return absl::StrCat(bytes, " B");
  }
  std::size_t unit = 0;
  std::uint64_t scale = kKiB;
  while (unit + 1 < sizeof(kUnits) / sizeof(kUnits[0]) && bytes >= scale * kKiB) {
    scale *= kKiB;
    ++unit;
  }
  if (bytes % scale == 0) {
    return absl::StrCat(bytes / scale, " ", kUnits[unit]);
  }
  return absl::StrFormat("%.1f %s", static_cast<double>(bytes) / static_cast<double>(scale),
                         kUnits[unit]);
}

Reading<PciAddress> PciAddressOf(const Chip& chip) {
  if (chip.answers.has_value()) {
    return chip.answers.value().pci;
  }
  return chip.answers.is_unknown() ? Reading<PciAddress>::Unknown(chip.answers.why())
                                   : Reading<PciAddress>::Absent();
}

std::string RangesText(const std::vector<int>& numbers) {
  std::string text;
  for (std::size_t first = 0; first < numbers.size();) {
    std::size_t last = first;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) {
      ++last;
    }
    absl::StrAppend(&text, text.empty() ? "" : ", ", numbers[first]);
    if (last > first) {
      absl::StrAppend(&text, "-", numbers[last]);
    }
    first = last + 1;
  }
  return text;
}

}  // namespace neuron
