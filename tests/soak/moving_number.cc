#include "tests/soak/moving_number.h"

#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

constexpr std::uint64_t k32Bits = std::uint64_t{1} << 32;

// Where the numbers of a text begin, and how long they are.
std::vector<std::pair<std::size_t, std::size_t>> NumbersIn(const std::string& text) {
  std::vector<std::pair<std::size_t, std::size_t>> numbers;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(text[at]))) {
      continue;
    }
    const std::size_t begin = at;
    while (at < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[at]))) {
      ++at;
    }
    numbers.emplace_back(begin, at - begin);
  }
  return numbers;
}

}  // namespace

std::uint64_t NextCount(std::uint64_t value, Lot* lot) {
  switch (lot->Below(50)) {
    case 0:
      return 0;
    case 1:
      return lot->Below(value + 1);
    case 2:
      return k32Bits - 1 - lot->Below(1000);
    case 3:
      return value >= k32Bits ? value - k32Bits : value + k32Bits;
    case 4:
      return value + lot->Below(k32Bits);
    case 5:
      return lot->OnceIn(20) ? ~std::uint64_t{0} - lot->Below(10) : lot->Below(1 << 16);
    default:
      return value + lot->Below(1000);
  }
}

std::string WithMovedNumber(const std::string& text, Lot* lot) {
  const auto numbers = NumbersIn(text);
  if (numbers.empty()) {
    return text;
  }
  const auto [begin, size] = lot->Of(numbers);
  std::uint64_t value = 0;
  // One that is too large for it goes on from there.
  (void)absl::SimpleAtoi(text.substr(begin, size), &value);
  return absl::StrCat(text.substr(0, begin), NextCount(value, lot), text.substr(begin + size));
}

}  // namespace neuron
