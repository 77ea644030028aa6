#ifndef AGENT_EXECUTION_ACTIVITY_H_
#define AGENT_EXECUTION_ACTIVITY_H_

#include <map>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/driver_version.h"
#include "agent/execution/process_executions.h"

namespace neuron {

// All that shows whether a chip computes, at one moment.
struct ActivitySigns {
  // Of the driver (Inventory::generation): which counters are live depends on it.
  Reading<DriverVersion> generation;
  ChipCounters counters;
  // Who holds the chip.
  std::vector<ProcessId> holders;
  // What is known of those of them that are traced.
  std::vector<ProcessExecutions> traced;
};

// Whether the chip's holders did something between two looks, or do now. Pure.
//
// True if a traced holder executes, or called on libnrt to execute, schedule, load or move tensors;
// if a counter of executions, inferences or loads rose that this driver keeps live (since 2.30,
// neuron-driver.md §7.4); or if the chip's device memory in use changed. A counter that fell was
// cleared, which says nothing.
//
// False if nothing moved of what would have: live counters, or the calls of holders that are all
// traced in both looks. Memory that stays the same says nothing. Else unknown, with the reason.
Reading<bool> JudgeActivity(const ActivitySigns& before, const ActivitySigns& now);

// Remembers the last look at each chip, and when it last computed. One thread.
class ActivityLedger {
 public:
  // A chip is active for so long after it was last seen to be.
  explicit ActivityLedger(absl::Duration window) : window_(window) {}

  // The chip's activity by this look and the one before it; a first look is unknown unless a call
  // is under way. `at` is of a clock that never goes back.
  Reading<bool> Look(int chip, absl::Duration at, ActivitySigns signs);

  // The chip is held by nobody any more, or gone: its next look is a first one.
  void Forget(int chip) { chips_.erase(chip); }

 private:
  struct Seen {
    ActivitySigns signs;
    absl::optional<absl::Duration> active_at;
  };

  const absl::Duration window_;
  std::map<int, Seen> chips_;
};

}  // namespace neuron

#endif  // AGENT_EXECUTION_ACTIVITY_H_
