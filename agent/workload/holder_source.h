#ifndef AGENT_WORKLOAD_HOLDER_SOURCE_H_
#define AGENT_WORKLOAD_HOLDER_SOURCE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "agent/container/look_time.h"
#include "agent/workload/holder.h"
#include "probes/descriptor_walk.h"

namespace neuron {

// Says who has which chip, but for this process itself: it attaches only to read what others count
// (agent/datastore), and no chip is less free for it.
class HolderSource {
 public:
  virtual ~HolderSource() = default;

  // Looks at every process now, and remembers the looks before: since when, and for how long. May
  // block. One thread at a time.
  virtual HolderScan Scan(const ChipIdentities& chips, const LookTime& now) = 0;
};

// Looks with `walk`, the truth of the kernel, and where there is none (its status says why) or it
// fails, with ScanProc(). In a pid namespace of its own either is blind. The holders' state,
// container and ancestors are those that `proc` has.
std::unique_ptr<HolderSource> MakeHolderSource(
    std::string proc, absl::StatusOr<std::unique_ptr<DescriptorWalk>> walk);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_HOLDER_SOURCE_H_
