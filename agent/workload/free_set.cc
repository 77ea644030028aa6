#include "agent/workload/free_set.h"

#include <set>

#include "absl/strings/str_format.h"

namespace neuron {
namespace {

constexpr std::size_t kValueLimit = 128;

// "_00_01_" from the numbers, ascending.
template <typename Numbers>
std::string Join(const Numbers& numbers) {
  std::string value = "_";
  for (int number : numbers) {
    const std::string item = absl::StrFormat("%02d_", number);
    if (value.size() + item.size() > kValueLimit) {
      break;
    }
    value += item;
  }
  return value == "_" ? "_none_" : value;
}

}  // namespace

std::string FormatFreeSet(ChipSet free) { return Join(free.chips()); }

std::string FormatFits(const std::vector<ChipSet>& groups, ChipSet free) {
  std::set<int> sizes;
  for (ChipSet group : groups) {
    if (free.ContainsAll(group)) {
      sizes.insert(group.size());
    }
  }
  return Join(sizes);
}

}  // namespace neuron
