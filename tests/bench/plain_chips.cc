#include "tests/bench/plain_chips.h"

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/device/enumerator.h"

namespace neuron {

absl::StatusOr<std::vector<Chip>> FindPlainChips(const std::string& root) {
  HostPaths host;
  host.sysfs = root + "/sys";
  host.dev = root + "/dev";
  NEURON_ASSIGN_OR_RETURN(const std::vector<int> indices, ListChips(host));
  std::vector<Chip> chips;
  for (const int index : indices) {
    chips.push_back(ReadChip(host, index));
    if (chips.back().tree == nullptr) {
      return absl::NotFoundError(absl::StrCat(host.sysfs, ": no files of chip ", index));
    }
  }
  return chips;
}

}  // namespace neuron
