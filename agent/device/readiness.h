#ifndef AGENT_DEVICE_READINESS_H_
#define AGENT_DEVICE_READINESS_H_

#include "agent/base/reading.h"
#include "agent/device/counters.h"

namespace neuron {

// Whether it is known that no reset of the chip runs or has failed: only then do its registers mean
// something. Pure.
inline bool IsReady(const ChipCounters& counters) {
  return counters.reset_state == Reading<ResetState>(ResetState::kReady);
}

// Not if the counters themselves are unknown.
inline bool IsReady(const Reading<ChipCounters>& counters) {
  return counters.has_value() && IsReady(counters.value());
}

}  // namespace neuron

#endif  // AGENT_DEVICE_READINESS_H_
