#ifndef AGENT_CONTAINER_DEVICE_PATHS_H_
#define AGENT_CONTAINER_DEVICE_PATHS_H_

#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/optional.h"
#include "agent/device/chip_identities.h"
#include "agent/device/chip_set.h"

namespace neuron {

// Which chips a path of the host leads to, as somebody would be given them by it.
//
// For the loop's thread: only names below the host's /dev are looked up, and none at or below a
// mount in there that may never answer (remote_mounts.h). What leads elsewhere is not touched, and
// may be any chip.
class DevicePaths {
 public:
  // `dev` is where the host's /dev is to be found: a path that begins with either means the same.
  // `remote` are the mounts of this process; where they are not known, every path may be any chip.
  DevicePaths(std::string dev, ChipIdentities chips,
              const absl::StatusOr<std::set<std::string>>& remote);

  // A chip is known by what the path leads to now, over links, whatever its name; of a directory,
  // all in and below it count, over no links. A path that is not there is no chip; one that leads
  // elsewhere, cannot be looked at, or has thousands of files below it, may be any.
  ChipSet ChipsAt(const std::string& path) const;

 private:
  class Walk;

  // The names that lead to it from the host's /dev; none if it is elsewhere.
  absl::optional<std::vector<std::string>> NamesIn(const std::string& path) const;
  // The same path without links; none if it leads elsewhere.
  absl::optional<std::string> Resolve(const std::string& path) const;
  // Onward from a link; false if that leads elsewhere.
  bool Follow(const std::string& target, Walk* walk) const;
  bool MayHang(const std::string& path) const;
  ChipSet ChipsBelow(const std::string& path, int* files_left) const;

  const std::string dev_;
  const ChipIdentities chips_;
  const absl::optional<std::set<std::string>> remote_;
  ChipSet any_;
};

}  // namespace neuron

#endif  // AGENT_CONTAINER_DEVICE_PATHS_H_
