#ifndef AGENT_HEALTH_RUNTIME_SIGNS_H_
#define AGENT_HEALTH_RUNTIME_SIGNS_H_

#include <cstdint>
#include <map>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/process_id.h"
#include "agent/device/chip_set.h"
#include "agent/execution/process_executions.h"
#include "agent/health/sign.h"

namespace neuron {

// What libnrt's answers say of the chips of those who called it (docs/health.md): statuses 6
// and 101 (a core must be reset), 1200, 1201, 1202, 1203 and 1205. The others are no sign of the
// hardware.
//
// Which of a process's chips it was is not known: each of them gets the sign, and its text says so.
// A process that is first seen is taken from 0. Processes that are not seen for kForgotten are
// forgotten. One thread.
class RuntimeSigns {
 public:
  static constexpr absl::Duration kForgotten = absl::Minutes(10);

  // What is new in what this process, which holds these chips, got from libnrt. `at` is `now` of a
  // clock that never goes back: one that is set makes nothing forgotten.
  std::vector<Sign> Take(const ProcessExecutions& executions, const ChipSet& held, absl::Time now,
                         absl::Duration at);

 private:
  struct Seen {
    std::map<int, std::uint64_t> statuses;
    absl::Duration at;
  };
  void Forget(absl::Duration at);

  std::map<ProcessId, Seen> processes_;
};

}  // namespace neuron

#endif  // AGENT_HEALTH_RUNTIME_SIGNS_H_
