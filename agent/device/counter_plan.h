#ifndef AGENT_DEVICE_COUNTER_PLAN_H_
#define AGENT_DEVICE_COUNTER_PLAN_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "agent/base/reading.h"
#include "agent/device/counters.h"
#include "agent/device/tree_index.h"

namespace neuron {

// Which of ChipCounters a file speaks of.
enum class CounterKind : std::uint8_t {
  kReset,
  kEcc,
  kFirmwareEvents,
  kHostMemoryClass,
  kDeviceMemory,
  kHostMemory,
  kDeviceMemoryClass,
  kTally,
  // From here on no plain number.
  kComponents,
  kHeartbeat,
  kPower,
  kRawPower,
  kTensor,
};

// A file of a chip, and the place in ChipCounters of what it says. 24 bytes, because a chip with
// eight cores has 480 of them.
struct CounterFile {
  enum class Leaf : std::uint8_t { kItself, kTotal, kPeak };

  // Below the chip's directory, in the text of the TreeIndex: the file itself, or the directory
  // of its `total` and `peak`.
  absl::string_view path;
  CounterKind kind;
  // The value of the enum that `kind` is divided by, if it is.
  std::uint8_t part = 0;
  Leaf leaf = Leaf::kItself;
  // Where in ChipCounters::cores, if it is a core's.
  std::uint16_t core = 0;
};

// All the files of a chip that say what moves on it, and that it has.
struct CounterPlan {
  using Groups = EnumArray<CounterGroup, std::vector<CounterFile>, kCounterGroups>;

  absl::optional<CounterFile> reset;
  // reset_req_count of the first core.
  absl::optional<CounterFile> reset_requests;
  // Errors of memory by group; then all other files by group.
  Groups errors;
  Groups others;
};

// The plan is valid while the index lives.
CounterPlan PlanCounters(const TreeIndex& tree);

// Where the number of this file belongs. REQUIRES: a plain number; `counters` has its cores.
Reading<std::uint64_t>& NumberAt(const CounterFile& file, ChipCounters* counters);

}  // namespace neuron

#endif  // AGENT_DEVICE_COUNTER_PLAN_H_
