#ifndef AGENT_BASE_ENUM_ARRAY_H_
#define AGENT_BASE_ENUM_ARRAY_H_

#include <array>
#include <cstddef>

namespace neuron {

// One T for each value of an enum whose values count up from 0; `kSize` is how many it has.
template <typename Enum, typename T, std::size_t kSize>
class EnumArray {
 public:
  EnumArray() = default;
  // The same for each.
  explicit EnumArray(const T& item) { items_.fill(item); }

  T& operator[](Enum place) { return items_[static_cast<std::size_t>(place)]; }
  const T& operator[](Enum place) const { return items_[static_cast<std::size_t>(place)]; }

  static constexpr std::size_t size() { return kSize; }
  // The value of the enum at a place. REQUIRES: place < size().
  static constexpr Enum At(std::size_t place) { return static_cast<Enum>(place); }

  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

  friend bool operator==(const EnumArray& a, const EnumArray& b) { return a.items_ == b.items_; }
  friend bool operator!=(const EnumArray& a, const EnumArray& b) { return !(a == b); }

 private:
  std::array<T, kSize> items_ = {};
};

}  // namespace neuron

#endif  // AGENT_BASE_ENUM_ARRAY_H_
