#ifndef AGENT_USAGE_TIME_IN_USE_H_
#define AGENT_USAGE_TIME_IN_USE_H_

#include "absl/time/time.h"
#include "agent/base/reading.h"
#include "agent/usage/time_unit.h"
#include "agent/usage/utilization.h"

namespace neuron {

// How busy one core was by its nc_time_in_use.
class TimeInUse {
 public:
  // By the ticks a second since the reading before; absent or unknown with them, unknown with the
  // unit, which is settled if it is known.
  //
  // Executions may be counted as they end (neuron-driver.md §6.5). So more time than has passed is
  // spread over as much of the time before as it takes, but only as far back as the counter stood
  // still; never above 1. An execution that is under way may thus look idle until it ends.
  Reading<Utilization> Take(const Reading<double>& ticks_per_second, absl::Duration elapsed,
                            const Reading<TimeUnit>& unit);

 private:
  // For how long the counter had stood still.
  absl::Duration still_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_TIME_IN_USE_H_
