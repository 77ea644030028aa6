#ifndef TESTS_SOAK_LOT_H_
#define TESTS_SOAK_LOT_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace neuron {

// Decides by lot; the same for the same seed.
class Lot {
 public:
  explicit Lot(std::uint64_t seed) : random_(seed) {}

  // REQUIRES: end > 0.
  std::uint64_t Below(std::uint64_t end) {
    return std::uniform_int_distribution<std::uint64_t>(0, end - 1)(random_);
  }
  bool OnceIn(std::uint64_t times) { return Below(times) == 0; }

  // REQUIRES: it is not empty.
  template <typename List>
  const typename List::value_type& Of(const List& list) {
    return list[static_cast<std::size_t>(Below(list.size()))];
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace neuron

#endif  // TESTS_SOAK_LOT_H_
