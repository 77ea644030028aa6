#ifndef AGENT_WORKLOAD_HOLDER_H_
#define AGENT_WORKLOAD_HOLDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "agent/base/process_id.h"
#include "agent/base/reading.h"
#include "agent/device/chip_identities.h"
#include "agent/device/chip_set.h"

namespace neuron {

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
  // The first look that found it with a chip, and how long before this one that began, by a clock
  // that is never set.
  absl::Time since;
  absl::Duration held_for;
  // The letter of its state: 'R', 'S', 'D' (uninterruptible), 'Z' (dead, not reaped)...; field 3 of
  // /proc/<pid>/stat. Unknown once it has ended.
  Reading<char> state;
  // The first of the looks in a row that found it in that state, and how long ago likewise.
  absl::Time state_since;
  absl::Duration state_for;
  // Its time on processors, in all, and its memory that is in RAM, shared or not; without those of
  // its children. Unknown once it has ended.
  Reading<absl::Duration> cpu_time;
  Reading<std::uint64_t> memory_bytes;
  // The id of the container that it is in; absent: in none. Unknown: its cgroup could not be read.
  Reading<std::string> container;
  // Its parent, the parent's parent, and so on; only of a process in no container.
  std::vector<ProcessId> ancestors;
};

// One look at who has which chip.
struct HolderScan {
  absl::Time taken_at = absl::InfinitePast();
  // The same by Clock::Monotonic().
  absl::Duration began = -absl::InfiniteDuration();
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
