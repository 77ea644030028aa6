#ifndef AGENT_SNAPSHOT_GROUP_PACE_H_
#define AGENT_SNAPSHOT_GROUP_PACE_H_

#include "absl/time/time.h"
#include "agent/base/enum_array.h"
#include "agent/device/chip_reader.h"
#include "agent/device/counters.h"

namespace neuron {

// How often each group of counters is read; zero for never. The fast group is read in each pass.
using GroupPeriods = EnumArray<CounterGroup, absl::Duration, kCounterGroups>;

// Every 10 seconds, but for the fast group.
GroupPeriods DefaultGroupPeriods();

// Which groups of one chip are due in a pass.
//
// All that are collected at first; then each at its period, as passes come. The second time of a
// group is drawn forward by the chip's index, so that chips that were first read together do not
// read their slow groups all in one pass. One thread.
class GroupPace {
 public:
  // `chip` spreads; `pass_period` is how often Due() is called.
  GroupPace(int chip, GroupPeriods periods, absl::Duration pass_period);

  // What to read in a pass at `at`, of a clock that never goes back: then it counts as read.
  CounterGroups Take(absl::Duration at);

 private:
  absl::Duration FirstWait(absl::Duration period) const;

  int chip_;
  GroupPeriods periods_;
  absl::Duration pass_period_;
  bool started_ = false;
  EnumArray<CounterGroup, absl::Duration, kCounterGroups> due_;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_GROUP_PACE_H_
