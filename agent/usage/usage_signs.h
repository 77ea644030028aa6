#ifndef AGENT_USAGE_USAGE_SIGNS_H_
#define AGENT_USAGE_USAGE_SIGNS_H_

#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/driver_version.h"
#include "agent/execution/process_executions.h"
#include "agent/usage/datastore_meter.h"
#include "agent/usage/rebased_counter.h"

namespace neuron {

// What goes into the usage of one chip by one reading, besides its counters.
struct UsageSigns {
  int chip = 0;
  CounterEpoch epoch;
  // Of the driver (Inventory::generation).
  Reading<DriverVersion> generation;
  // When the chip was read, by the wall clock and by one that never goes back.
  absl::Time now;
  absl::Duration at;
  // Of the processes that hold the chip, those that are traced and hold no other, as they are now;
  // `all_traced` if that is all of its holders.
  std::vector<ProcessExecutions> traced;
  bool all_traced = false;
  // Whether that was taken in before: then nothing comes of it but what came of it then.
  bool traced_before = false;
  // What the chip's datastores say, as last read; none where they are not read, because nobody
  // asked for it or because the driver shows the same in sysfs.
  absl::optional<DatastoreSigns> datastore;
};

}  // namespace neuron

#endif  // AGENT_USAGE_USAGE_SIGNS_H_
