#ifndef TESTS_SIMULATOR_DRIVER_CORE_MARKS_H_
#define TESTS_SIMULATOR_DRIVER_CORE_MARKS_H_

#include <sys/types.h>

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>

namespace neuron::sim {

// So many logical cores can be marked on a host.
inline constexpr std::size_t kMaxMarks = 512;

using CoreBits = std::bitset<kMaxMarks>;

// The marks by which runtimes agree whose the host's logical cores are.
class CoreMarks {
 public:
  struct Found {
    // Those that are the process's now. None if there were not enough.
    CoreBits marked;
    // How many there were instead, one beside the other.
    std::uint32_t available = 0;
  };

  // Marks the first `count` free cores that are one beside the other in [first, last].
  // REQUIRES: first <= last < kMaxMarks.
  Found Mark(pid_t pid, std::size_t count, std::size_t first, std::size_t last);

  // Those of these that are the process's.
  void Unmark(pid_t pid, const CoreBits& cores);

  // All of the process's.
  void Release(pid_t pid);

 private:
  std::array<pid_t, kMaxMarks> owners_ = {};
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_CORE_MARKS_H_
