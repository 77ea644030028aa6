#ifndef AGENT_WORKLOAD_HOLDER_SOURCE_H_
#define AGENT_WORKLOAD_HOLDER_SOURCE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/workload/holder.h"
#include "probes/descriptor_walk.h"

namespace neuron {

// Says who has which chip.
class HolderSource {
 public:
  virtual ~HolderSource() = default;

  // Looks at every process now, and in `since` and `state_since` remembers the look before. May
  // block. One thread at a time.
  virtual HolderScan Scan(const ChipIdentities& chips, absl::Time now) = 0;
};

// Looks with `walk`, the truth of the kernel, and where there is none (its status says why) or it
// fails, with ScanProc(). In a pid namespace of its own either is blind. The holders' state,
// container and ancestors are those that `proc` has.
std::unique_ptr<HolderSource> MakeHolderSource(
    std::string proc, absl::StatusOr<std::unique_ptr<DescriptorWalk>> walk);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_SOURCE_H_
