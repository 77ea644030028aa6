#ifndef AGENT_SNAPSHOT_HOST_REPORT_H_
#define AGENT_SNAPSHOT_HOST_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/device/host_paths.h"
#include "agent/device/inventory.h"

namespace neuron {

// One look at the host itself.
struct HostReport {
  // Without chips.
  Inventory host;
  // The chips that the driver shows, ascending, or why they could not be listed.
  absl::StatusOr<std::vector<int>> chips;
  // <proc>/sys/kernel/random/boot_id; empty if it cannot be read.
  std::string boot_id;
};

HostReport VisitHost(const HostPaths& host);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_HOST_REPORT_H_
