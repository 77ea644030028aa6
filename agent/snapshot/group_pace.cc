#include "agent/snapshot/group_pace.h"

#include <cstddef>

namespace neuron {
namespace {

// How many chips share out a period.
constexpr int kShares = 16;

}  // namespace

GroupPeriods DefaultGroupPeriods() {
  GroupPeriods periods;
  periods[CounterGroup::kEvents] = absl::Seconds(30);
  periods[CounterGroup::kMemory] = absl::Seconds(60);
  periods[CounterGroup::kTensor] = absl::Seconds(10);
  periods[CounterGroup::kPower] = absl::Seconds(60);
  return periods;
}

GroupPace::GroupPace(int chip, GroupPeriods periods, absl::Duration pass_period)
    : chip_(chip), periods_(periods), pass_period_(pass_period) {}

absl::Duration GroupPace::FirstWait(absl::Duration period) const {
  return period * (chip_ % kShares + 1) / kShares;
}

CounterGroups GroupPace::collected() const {
  CounterGroups groups;
  for (std::size_t place = 0; place < groups.size(); ++place) {
    const CounterGroup group = groups.At(place);
    groups[group] = group == CounterGroup::kFast || periods_[group] > absl::ZeroDuration();
  }
  return groups;
}

CounterGroups GroupPace::Take(const CounterGroups& wanted, absl::Duration at) {
  // Passes begin a little early or late.
  const absl::Duration slack = pass_period_ / 2;
  CounterGroups groups = collected();
  for (std::size_t place = 0; place < groups.size(); ++place) {
    const CounterGroup group = groups.At(place);
    const absl::Duration due = due_[group];
    const bool at_first = due == -absl::InfiniteDuration();
    groups[group] &= (wanted[group] || at_first) && at + slack >= due;
    if (groups[group]) {
      const absl::Duration period = periods_[group];
      due_[group] = at + (at - due >= period ? FirstWait(period) : period);
    }
  }
  groups[CounterGroup::kFast] = true;
  return groups;
}

}  // namespace neuron
