#ifndef AGENT_USAGE_RUNTIME_LOAD_H_
#define AGENT_USAGE_RUNTIME_LOAD_H_

#include <map>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/execution/process_executions.h"
#include "agent/usage/utilization.h"

namespace neuron {

// How many threads of a chip's holders were in nrt_execute at a time, in the mean.
struct BusyThreads {
  double mean = 0;
  absl::Duration over;
};

// Follows the holders of one chip by what they do in libnrt.
//
// A call that is under way counts as long as it is known to be: from one look to the next between
// which no call of its process returned, and whole once it has returned; so it is counted once, and
// at most one call's time late. The time in a call is more than the core works, by what the host
// does around it; it is less where an old runtime returns early
// (NEURON_RT_ASYNC_EXEC_MAX_INFLIGHT_REQUESTS, before SDK 2.31).
class RuntimeLoad {
 public:
  // Since the look before. Unknown if nobody holds the chip, if not all of its holders are traced
  // and hold no other chip, if they are not those of the look before, if no time has passed, and if
  // one of them handed over executions that it does not wait for, or made calls that were missed.
  // `at` is of a clock that never goes back.
  Reading<BusyThreads> Look(const std::vector<ProcessExecutions>& traced, bool all_traced,
                            absl::Duration at);

 private:
  struct Work {
    ProcessExecutions calls;
    // Thread time, that of calls that have not returned included.
    absl::Duration done;
  };
  using Works = std::map<ProcessId, Work>;

  static Works Begin(const std::vector<ProcessExecutions>& traced);
  static Reading<BusyThreads> Compare(const Works& before, absl::Duration elapsed, Works* now);

  absl::optional<absl::Duration> at_;
  Works works_;
};

// How busy each core of the chip was that has a model in its memory (model_code): the threads
// shared out evenly among these cores, at most one each. Unknown with the threads, and if the
// driver does not tell which cores have a model or none has. REQUIRES: `threads` is not absent.
// With two physical cores to a logical one the memory is charged to one of them, which so stands
// for both. Pure.
Reading<Utilization> SharedOut(const Reading<BusyThreads>& threads, const ChipCounters& counters);

// Whether the core has a model in its memory; false also if that is not known. Pure.
bool HasModel(const CoreCounters& core);

}  // namespace neuron

#endif  // AGENT_USAGE_RUNTIME_LOAD_H_
