#ifndef AGENT_SNAPSHOT_LOCAL_SNAPSHOT_H_
#define AGENT_SNAPSHOT_LOCAL_SNAPSHOT_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "agent/device/host_paths.h"
#include "agent/snapshot/chip_report.h"
#include "agent/snapshot/snapshot.h"
#include "agent/snapshot/workload_visit.h"

namespace neuron {

// How the chips are visited: each by VisitChip() without a driver, or by that with something around
// it, such as an end to how long it may take (SilentChip() is then what it brings). A report for
// each visit, in their order.
using ChipVisitor = std::function<std::vector<ChipReport>(const std::vector<ChipVisit>& visits)>;

// One snapshot of this host without a daemon, taken on the calling thread.
//
// Never opens a device: what chips say by ioctl is known only if a daemon asked them earlier in
// this boot (the answers in the file at `book_path`). Reads may block for as long as the kernel
// does. Fails as ErrnoStatus if the chips cannot be listed; no driver is not a failure.
absl::StatusOr<std::shared_ptr<const Snapshot>> TakeLocalSnapshot(const HostPaths& host,
                                                                  const std::string& book_path,
                                                                  WorkloadVisitor* visitor,
                                                                  absl::Time now);

// The same, the chips visited as the caller says: all in one call, in the order of their indices.
absl::StatusOr<std::shared_ptr<const Snapshot>> TakeLocalSnapshot(const HostPaths& host,
                                                                  const std::string& book_path,
                                                                  WorkloadVisitor* visitor,
                                                                  absl::Time now,
                                                                  const ChipVisitor& visit_chips);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_LOCAL_SNAPSHOT_H_
