#ifndef AGENT_BASE_PROCESS_ID_H_
#define AGENT_BASE_PROCESS_ID_H_

#include <cstdint>
#include <tuple>

namespace neuron {

// One process for ever: a pid alone is reused.
struct ProcessId {
  int pid = 0;
  // Field 22 of its /proc/<pid>/stat, clock ticks since boot.
  std::uint64_t start_ticks = 0;

  friend bool operator==(const ProcessId& a, const ProcessId& b) {
    return a.pid == b.pid && a.start_ticks == b.start_ticks;
  }
  friend bool operator<(const ProcessId& a, const ProcessId& b) {
    return std::tie(a.pid, a.start_ticks) < std::tie(b.pid, b.start_ticks);
  }
};

}  // namespace neuron

#endif  // AGENT_BASE_PROCESS_ID_H_
