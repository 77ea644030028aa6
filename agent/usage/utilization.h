#ifndef AGENT_USAGE_UTILIZATION_H_
#define AGENT_USAGE_UTILIZATION_H_

#include <cstdint>

#include "absl/time/time.h"

namespace neuron {

// What says how busy a core was, best first.
enum class UtilizationSource : std::uint8_t {
  // Live nc_time_in_use, since driver 2.30.
  kTimeInUse,
  // The datastore of the runtime, on request (--datastore=attach).
  kDatastore,
  // The time that the threads of the chip's holders spent in nrt_execute, by uprobe
  // (--trace=executions): of a process that uses several cores it is not known which, so each core
  // of the chip that has a model gets the mean of them (agent/usage/runtime_load.h).
  kRuntime,
  // The tensor engine's share, since 2.23.9: a core that computes elsewhere looks idle.
  kTensorEngine,
};

// "nc_time_in_use", "datastore", "libnrt", "tensor_engine".
const char* Word(UtilizationSource source);

// How busy a core was between two readings.
struct Utilization {
  UtilizationSource source = UtilizationSource::kTimeInUse;
  // 0 to 1.
  double ratio = 0;
  // How long a time it is about.
  absl::Duration over;

  friend bool operator==(const Utilization& a, const Utilization& b) {
    return a.source == b.source && a.ratio == b.ratio && a.over == b.over;
  }
};

}  // namespace neuron

#endif  // AGENT_USAGE_UTILIZATION_H_
