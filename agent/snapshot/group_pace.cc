#include "agent/snapshot/group_pace.h"

#include <cstddef>

namespace neuron {
namespace {

// How many chips share out a period.
constexpr int kShares = 16;

}  // namespace

GroupPeriods DefaultGroupPeriods() { return GroupPeriods(absl::Seconds(10)); }

GroupPace::GroupPace(int chip, GroupPeriods periods, absl::Duration pass_period)
    : chip_(chip), periods_(periods), pass_period_(pass_period) {}

absl::Duration GroupPace::FirstWait(absl::Duration period) const {
  return period * (chip_ % kShares + 1) / kShares;
}

CounterGroups GroupPace::Take(absl::Duration at) {
  // Passes begin a little early or late.
  const absl::Duration slack = pass_period_ / 2;
  CounterGroups groups;
  for (std::size_t place = 0; place < groups.size(); ++place) {
    const CounterGroup group = groups.At(place);
    const absl::Duration period = periods_[group];
    const bool collected = group == CounterGroup::kFast || period > absl::ZeroDuration();
    groups[group] = collected && (!started_ || at + slack >= due_[group]);
    if (groups[group]) {
      due_[group] = at + (started_ ? period : FirstWait(period));
    }
  }
  groups[CounterGroup::kFast] = true;
  started_ = true;
  return groups;
}

}  // namespace neuron
