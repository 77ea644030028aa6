#include "tests/simulator/driver/core_marks.h"

#include <algorithm>

namespace neuron::sim {

CoreMarks::Found CoreMarks::Mark(pid_t pid, std::size_t count, std::size_t first,
                                 std::size_t last) {
  Found found;
  std::size_t run = 0;
  for (std::size_t core = first; core <= last && run < count; ++core) {
    run = owners_[core] == 0 ? run + 1 : 0;
    found.available = std::max(found.available, static_cast<std::uint32_t>(run));
    if (run < count) continue;
    found.available = 0;
    for (std::size_t i = core + 1 - count; i <= core; ++i) {
      owners_[i] = pid;
      found.marked.set(i);
    }
  }
  return found;
}

void CoreMarks::Unmark(pid_t pid, const CoreBits& cores) {
  for (std::size_t core = 0; core < kMaxMarks; ++core) {
    if (cores.test(core) && owners_[core] == pid) owners_[core] = 0;
  }
}

void CoreMarks::Release(pid_t pid) { std::replace(owners_.begin(), owners_.end(), pid, pid_t{0}); }

}  // namespace neuron::sim
