#ifndef AGENT_LEASE_LESSEE_H_
#define AGENT_LEASE_LESSEE_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "agent/base/reading.h"

namespace neuron {

// The process that asks, as the kernel knows it.
struct Lessee {
  // In the host's namespace, and field 22 of its /proc/<pid>/stat.
  int pid = 0;
  std::uint64_t start_ticks = 0;
  // As Lease::container.
  Reading<std::string> container;
};

// The id of the container that a process is in: absent if in none, unknown if that was refused.
using FindContainer = std::function<Reading<std::string>(int pid)>;

// Who connected to this Unix socket. FailedPrecondition if it is a process that the agent cannot
// see: one outside of the agent's pid namespace. Unavailable if it has ended.
absl::StatusOr<Lessee> LesseeOf(int socket, const std::string& proc,
                                const FindContainer& find_container);

}  // namespace neuron

#endif  // AGENT_LEASE_LESSEE_H_
