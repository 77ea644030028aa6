#ifndef AGENT_USAGE_GROUP_TIMES_H_
#define AGENT_USAGE_GROUP_TIMES_H_

#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "agent/base/enum_array.h"
#include "agent/device/counters.h"

namespace neuron {

// Which groups of a chip's counters are new, and how long after the reading before.
class GroupTimes {
 public:
  // A look at a chip's counters. `at` is of a clock that never goes back.
  void Note(const EnumArray<CounterGroup, absl::Time, kCounterGroups>& read_at, absl::Duration at);

  // What is read from now on cannot be compared with what was read before.
  void Break();

  // Whether the group was read anew: its time is another than at the look before. False if it never
  // was read. The wall clock may have stepped: it does not matter which way.
  bool fresh(CounterGroup group) const { return groups_[group].fresh; }
  // Between the last two readings of the group; none if there was only one, or a break between.
  const absl::optional<absl::Duration>& elapsed(CounterGroup group) const {
    return groups_[group].elapsed;
  }

 private:
  struct Group {
    absl::Time read_at = absl::InfinitePast();
    absl::optional<absl::Duration> at;
    absl::optional<absl::Duration> elapsed;
    bool fresh = false;
  };

  EnumArray<CounterGroup, Group, kCounterGroups> groups_;
};

}  // namespace neuron

#endif  // AGENT_USAGE_GROUP_TIMES_H_
