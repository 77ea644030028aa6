#ifndef AGENT_WORKLOAD_HOLDER_H_
#define AGENT_WORKLOAD_HOLDER_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/device/chip_set.h"
#include "agent/device/device_identity.h"

namespace neuron {

// Chips by how their descriptors are known.
using ChipIdentities = std::map<DeviceIdentity, int>;

// A process with a descriptor of a chip.
struct Holder {
  int pid = 0;
  // Field 22 of /proc/<pid>/stat, clock ticks since boot: with the pid, it names one process for
  // ever, where a pid alone is reused.
  std::uint64_t start_ticks = 0;
  // /proc/<pid>/comm.
  std::string command;
  // Chips with a full-access descriptor (agent/workload/access.h): these it holds.
  ChipSet held;
  // Chips with a free-access descriptor and no full one: these it only observes.
  ChipSet observed;
};

// One look at who has which chip.
struct HolderScan {
  absl::Time taken_at;
  // How it was done: "bpf" or "proc".
  std::string source;
  // By pid, ascending.
  std::vector<Holder> holders;
  // OK if every process of the host was seen. Otherwise what is in `holders` is true and more may
  // be missing: nothing may be called free. The message names the cause and the cure.
  absl::Status sight = absl::UnknownError("nobody has looked yet");
};

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_H_
