#ifndef TESTS_SIMULATOR_HOST_EVENT_COUNTERS_H_
#define TESTS_SIMULATOR_HOST_EVENT_COUNTERS_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace neuron::sim {

// A counter of a core that its applications keep in their datastores, and that the driver shows.
struct EventCounter {
  // "status" or "other_info", below neuron_core<M>/stats.
  absl::string_view group;
  absl::string_view name;
  // Among the core's counters in a datastore.
  int index;
  // What one of it is in sysfs.
  std::uint64_t factor;
};

// Every one, by the names of driver 2.24. Older drivers do not show all of them.
const std::vector<EventCounter>& EventCounters();

// By its name in any driver. nullptr if there is none.
const EventCounter* FindEventCounter(absl::string_view name);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_HOST_EVENT_COUNTERS_H_
