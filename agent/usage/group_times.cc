#include "agent/usage/group_times.h"

#include <cstddef>

namespace neuron {

void GroupTimes::Note(const EnumArray<CounterGroup, absl::Time, kCounterGroups>& read_at,
                      absl::Duration at) {
  for (std::size_t place = 0; place < kCounterGroups; ++place) {
    Group& group = groups_[groups_.At(place)];
    const absl::Time time = read_at[read_at.At(place)];
    group.fresh = time != group.read_at && time != absl::InfinitePast();
    if (group.fresh) {
      group.elapsed.reset();
      if (group.at.has_value()) {
        group.elapsed = at - *group.at;
      }
      group.at = at;
      group.read_at = time;
    }
  }
}

void GroupTimes::Break() {
  for (Group& group : groups_) {
    group.at.reset();
  }
}

}  // namespace neuron
