#ifndef AGENT_TELEMETRY_CONSENSUS_H_
#define AGENT_TELEMETRY_CONSENSUS_H_

#include <utility>

#include "absl/status/status.h"
#include "agent/base/reading.h"

namespace neuron {

// Whether several readings say the same thing of the whole that they are parts of.
//
// A message has no field for a whole such as the counters of a chip, only for its parts. A whole
// that was absent or unknown travels as parts that all are, and is found again by this.
class Consensus {
 public:
  template <typename T>
  void Hear(const Reading<T>& part) {
    all_absent_ = all_absent_ && part.is_absent();
    all_unknown_ = all_unknown_ && part.is_unknown() && (why_.ok() || part.why() == why_);
    if (why_.ok()) why_ = part.why();
  }

  // Absent if every part was, unknown if every part was for the same reason, else `whole`.
  template <typename T>
  Reading<T> About(T whole) const {
    if (all_absent_) return Reading<T>::Absent();
    return all_unknown_ ? Reading<T>::Unknown(why_) : Reading<T>(std::move(whole));
  }

 private:
  bool all_absent_ = true;
  bool all_unknown_ = true;
  absl::Status why_;
};

}  // namespace neuron

#endif  // AGENT_TELEMETRY_CONSENSUS_H_
