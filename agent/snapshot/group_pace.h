#ifndef AGENT_SNAPSHOT_GROUP_PACE_H_
#define AGENT_SNAPSHOT_GROUP_PACE_H_

#include "absl/time/time.h"
#include "agent/base/enum_array.h"
#include "agent/device/chip_reader.h"
#include "agent/device/counters.h"

namespace neuron {

// How often each group of counters is read; zero for never. The fast group is read in each pass.
using GroupPeriods = EnumArray<CounterGroup, absl::Duration, kCounterGroups>;

// 10 seconds for the tensor engine, 30 for events, a minute for power, which the driver takes once
// a minute, and for memory by class, whose many files would else cost as much as all that verdicts
// need.
GroupPeriods DefaultGroupPeriods();

// Which groups of one chip are due in a pass.
//
// All that are collected at first, wanted or not; then each that is wanted at its period, as passes
// come, and at once if it was not wanted for longer. The time after the first, and after such a
// pause, is drawn forward by the chip's index, so that chips that were read together do not go on
// reading their slow groups all in one pass. One thread.
class GroupPace {
 public:
  // `chip` spreads; `pass_period` is how often Due() is called.
  GroupPace(int chip, GroupPeriods periods, absl::Duration pass_period);

  // What to read in a pass at `at`, of a clock that never goes back: then it counts as read. The
  // fast group is always wanted.
  CounterGroups Take(const CounterGroups& wanted, absl::Duration at);

  // What is read at all.
  CounterGroups collected() const;

 private:
  absl::Duration FirstWait(absl::Duration period) const;

  int chip_;
  GroupPeriods periods_;
  absl::Duration pass_period_;
  // The infinite past of what was never read.
  EnumArray<CounterGroup, absl::Duration, kCounterGroups> due_{-absl::InfiniteDuration()};
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_GROUP_PACE_H_
