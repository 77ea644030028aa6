#ifndef AGENT_USAGE_DATASTORE_METER_H_
#define AGENT_USAGE_DATASTORE_METER_H_

#include <cstdint>
#include <map>
#include <vector>

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/tensor_activity.h"
#include "agent/usage/group_times.h"
#include "agent/usage/rated_counter.h"
#include "agent/usage/time_in_use.h"
#include "agent/usage/time_unit.h"
#include "agent/usage/utilization.h"

namespace neuron {

// What the runtimes of a chip's holders count, where it is read (--datastore=attach).
struct DatastoreSigns {
  // By physical core, for how long it was in use, in ticks: agent/datastore/time_in_use_totals.h.
  std::vector<Reading<std::uint64_t>> time_in_use;
  // When that was read, by a clock that never goes back.
  absl::Duration at;
};

// How busy the cores of one chip are by the datastores of its holders.
class DatastoreMeter {
 public:
  // `signs` are the last ones, if there are any; `counters` are what `times` is about, whose tensor
  // engines help to settle the unit. They are not read together: it is compared how long engines
  // worked between two readings of theirs with the time in use between the readings of the
  // datastores around those.
  void Take(const absl::optional<DatastoreSigns>& signs, const GroupTimes& times,
            const ChipCounters& counters);

  // As of the last reading. Absent if datastores are not read. Unknown with the time in use, with
  // its unit, and after the first reading.
  Reading<Utilization> Of(int core) const;

  TimeUnit unit() const { return trial_.unit(); }

 private:
  // What a tensor engine did between two readings, and the time in use by the datastores read last
  // before the first of them.
  struct Proof {
    absl::Duration active;
    std::uint64_t ticks_before = 0;
  };
  struct CoreTime {
    RatedCounter counter;
    TimeInUse time_in_use;
    Reading<Utilization> utilization;
    Reading<TensorActivity> activity;
    Reading<std::uint64_t> ticks_then;
    absl::optional<Proof> proof;
  };

  void TakeTensor(const GroupTimes& times, const CoreCounters& counters);
  void TakeTicks(const DatastoreSigns& signs);
  void TellUnit(int core, absl::Duration elapsed, CoreTime* time);

  std::map<int, CoreTime> cores_;
  TimeUnitTrial trial_;
  bool reads_ = false;
  absl::optional<absl::Duration> at_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_DATASTORE_METER_H_
