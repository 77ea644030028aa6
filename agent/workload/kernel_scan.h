#ifndef AGENT_WORKLOAD_KERNEL_SCAN_H_
#define AGENT_WORKLOAD_KERNEL_SCAN_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/workload/holder.h"
#include "probes/descriptor_walk.h"

namespace neuron {

// Finds the holders by one walk over all descriptors in the kernel: what ScanProc() finds but for
// this process, also where a security module hides processes from /proc. `sight` is OK: pid
// namespaces are the caller's to check. Fails as DescriptorWalk::Walk().
absl::StatusOr<HolderScan> ScanKernel(DescriptorWalk* walk, const ChipIdentities& chips,
                                      absl::Time now);

// The processes behind the records, by pid, ascending. A process with a full-access and a
// free-access descriptor of one chip holds it; one with none but O_PATH descriptors is left out,
// and so is a record of no chip. Pure.
std::vector<Holder> FoldDescriptors(const std::vector<descriptor_record>& records);

}  // namespace neuron

#endif  // AGENT_WORKLOAD_KERNEL_SCAN_H_
