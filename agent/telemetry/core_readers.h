#ifndef AGENT_TELEMETRY_CORE_READERS_H_
#define AGENT_TELEMETRY_CORE_READERS_H_

#include <cstdint>

#include "agent/telemetry/reading_number.h"
#include "agent/telemetry/rebase_readers.h"

namespace neuron {

// How the rows of the catalog about cores get at their values. All pure.

template <CoreTally tally>
Reading<Number> CoreTotal(const Subject& subject) {
  return WholeOf(subject.core->tallies[tally]);
}

template <MemoryUse CoreCounters::*memory, Reading<std::uint64_t> MemoryUse::*bytes>
Reading<Number> CoreMemory(const Subject& subject) {
  return WholeOf(subject.core->*memory.*bytes);
}

template <Reading<std::uint64_t> MemoryUse::*bytes>
Reading<Number> DeviceMemoryBytes(const Subject& subject) {
  return WholeOf(subject.core->device_memory_by_class[subject.device_memory].*bytes);
}

template <std::uint64_t TensorActivity::RowGroup::*cycles>
Reading<Number> TensorCycles(const Subject& subject) {
  return PartOf(subject.core->tensor, [&](const TensorActivity& tensor) {
    return subject.place < tensor.count ? Whole(tensor.groups[subject.place].*cycles)
                                        : Reading<Number>::Absent();
  });
}

// Absent where nothing is known of the core's usage.
Reading<Number> ReadUtilization(const Subject& subject);
Reading<Number> ReadUtilizationWindow(const Subject& subject);

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CORE_READERS_H_
