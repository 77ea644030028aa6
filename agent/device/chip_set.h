#ifndef AGENT_DEVICE_CHIP_SET_H_
#define AGENT_DEVICE_CHIP_SET_H_

#include <cstdint>
#include <initializer_list>
#include <vector>

namespace neuron {

// The driver reserves 64 minors (neuron-driver.md §3.2): a chip's index N is 0...63.
inline constexpr int kMaxChips = 64;

// A set of chips of one host, by index.
class ChipSet {
 public:
  constexpr ChipSet() = default;
  constexpr explicit ChipSet(std::uint64_t bits) : bits_(bits) {}
  constexpr ChipSet(std::initializer_list<int> chips) {
    for (int chip : chips) {
      Add(chip);
    }
  }

  // REQUIRES for all three: 0 <= chip < kMaxChips.
  constexpr void Add(int chip) { bits_ |= std::uint64_t{1} << chip; }
  constexpr void Remove(int chip) { bits_ &= ~(std::uint64_t{1} << chip); }
  constexpr bool Contains(int chip) const { return (bits_ >> chip & 1) != 0; }

  constexpr bool ContainsAll(ChipSet other) const { return (other.bits_ & ~bits_) == 0; }
  constexpr bool empty() const { return bits_ == 0; }
  int size() const { return __builtin_popcountll(bits_); }
  constexpr std::uint64_t bits() const { return bits_; }

  // Ascending.
  std::vector<int> chips() const {
    std::vector<int> chips;
    for (int chip = 0; chip < kMaxChips; ++chip) {
      if (Contains(chip)) {
        chips.push_back(chip);
      }
    }
    return chips;
  }

  friend constexpr bool operator==(ChipSet a, ChipSet b) { return a.bits_ == b.bits_; }
  friend constexpr bool operator!=(ChipSet a, ChipSet b) { return a.bits_ != b.bits_; }
  friend constexpr bool operator<(ChipSet a, ChipSet b) { return a.bits_ < b.bits_; }

 private:
  std::uint64_t bits_ = 0;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_CHIP_SET_H_
