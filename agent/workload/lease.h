#ifndef AGENT_WORKLOAD_LEASE_H_
#define AGENT_WORKLOAD_LEASE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/device/chip_set.h"

namespace neuron {

// Chips that the daemon has promised to a process and what it starts (`neuronctl run`). It lives
// for as long as any process keeps the descriptor that came with it.
struct Lease {
  // Grows from lease to lease of one boot.
  std::uint64_t id = 0;
  ChipSet chips;
  // Who asked: pid in the host's namespace, field 22 of its /proc/<pid>/stat, its command.
  int pid = 0;
  std::uint64_t start_ticks = 0;
  std::string command;
  // The id of the container that it is in; absent: in none. Unknown: its cgroup could not be read.
  Reading<std::string> container;
  absl::Time since;
};

inline bool IsSamePromise(const Lease& a, const Lease& b) { return a.id == b.id; }

// What may be a lease, and cannot be read.
struct UnclearLease {
  // 0: there may be any number of them.
  std::uint64_t id = 0;
  // Those that it may be of: every index there is where nothing says more.
  ChipSet chips;
  // With the path.
  absl::Status why;
};

inline bool IsSamePromise(const UnclearLease& a, const UnclearLease& b) { return a.id == b.id; }

}  // namespace neuron

#endif  // AGENT_WORKLOAD_LEASE_H_
