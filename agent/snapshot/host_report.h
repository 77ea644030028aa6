#ifndef AGENT_SNAPSHOT_HOST_REPORT_H_
#define AGENT_SNAPSHOT_HOST_REPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/device/host_paths.h"
#include "agent/device/inventory.h"

namespace neuron {

// A chip as the driver lists it.
struct ListedChip {
  // N of neuron<N>.
  int index = 0;
  // The inode of its sysfs directory, 0 if that went meanwhile. A chip that comes back under the
  // same index, as after a reload of the driver, has another.
  std::uint64_t inode = 0;

  friend bool operator==(const ListedChip& a, const ListedChip& b) {
    return a.index == b.index && a.inode == b.inode;
  }
};

// One look at the host itself: at what no chip and no process could hold up.
struct HostReport {
  // Without chips.
  Inventory host;
  // The inode of <sysfs>/module/neuron, 0 without it. A driver that was loaded anew has another.
  std::uint64_t module_inode = 0;
  // The chips that the driver shows, ascending, or why they could not be listed.
  absl::StatusOr<std::vector<ListedChip>> chips;
  // <proc>/sys/kernel/random/boot_id; empty if it cannot be read.
  std::string boot_id;
};

HostReport VisitHost(const HostPaths& host);

// ListedChip::inode of a chip as it is now; 0 without it.
std::uint64_t InodeOfChip(const HostPaths& host, int chip);

}  // namespace neuron

#endif  // AGENT_SNAPSHOT_HOST_REPORT_H_
