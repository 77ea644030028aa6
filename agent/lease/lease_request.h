#ifndef AGENT_LEASE_LEASE_REQUEST_H_
#define AGENT_LEASE_LEASE_REQUEST_H_

#include <cstdint>
#include <string>

#include "absl/time/time.h"
#include "agent/device/chip_set.h"

namespace neuron {

// What a process asks the daemon for.
struct LeaseRequest {
  // 1...kMaxChips.
  int chips = 0;
  // Physical cores that make a logical one where the process is: 1, 2, or 0 if nobody says.
  int logical_core_size = 0;
  // How long it waits for them; zero: not at all.
  absl::Duration wait;
  // What is going to run: printable ASCII.
  std::string command;
};

// What a process is given.
struct LeaseTerms {
  std::uint64_t id = 0;
  ChipSet chips;
  // The value of NEURON_RT_VISIBLE_CORES for them, where the process is.
  std::string visible_cores;
};

}  // namespace neuron

#endif  // AGENT_LEASE_LEASE_REQUEST_H_
