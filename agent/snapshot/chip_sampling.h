#ifndef AGENT_SNAPSHOT_CHIP_SAMPLING_H_
#define AGENT_SNAPSHOT_CHIP_SAMPLING_H_

#include <cstdint>
#include <memory>
#include <utility>

#include "agent/base/reading.h"
#include "agent/device/chip_reader.h"
#include "agent/device/counters.h"
#include "agent/device/tree_index.h"

namespace neuron {

// A chip's reader with what it read last: of groups that are not due, the values of before. Kept
// from visit to visit, used by one visit at a time.
struct ChipSampling {
  ChipSampling(std::shared_ptr<const TreeIndex> tree,
               const Reading<std::uint64_t>& memory_capacity_bytes, bool keep_open)
      : reader(std::move(tree), memory_capacity_bytes, keep_open) {}

  ChipReader reader;
  ChipCounters counters;
};

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_CHIP_SAMPLING_H_
