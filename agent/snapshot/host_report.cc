#include "agent/snapshot/host_report.h"

#include <sys/stat.h>

#include "absl/strings/str_cat.h"
#include "agent/base/boot_id.h"
#include "agent/base/status.h"
#include "agent/device/enumerator.h"

namespace neuron {
namespace {

// The kernel gives each sysfs directory a number that it does not use again. Never the times: they
// change when the kernel forgets an inode that nobody uses.
std::uint64_t InodeOf(const std::string& path) {
  struct stat found;
  return stat(path.c_str(), &found) == 0 ? found.st_ino : 0;
}

absl::StatusOr<std::vector<ListedChip>> VisitChipList(const HostPaths& host) {
  NEURON_ASSIGN_OR_RETURN(const std::vector<int> indices, ListChips(host));
  std::vector<ListedChip> chips;
  chips.reserve(indices.size());
  for (int index : indices) {
    chips.push_back({index, InodeOfChip(host, index)});
  }
  return chips;
}

}  // namespace

HostReport VisitHost(const HostPaths& host) {
  HostReport report;
  report.host = ReadHost(host);
  report.module_inode = InodeOf(absl::StrCat(host.sysfs, "/module/neuron"));
  report.chips = VisitChipList(host);
  report.boot_id = ReadBootId(host.proc);
  return report;
}

std::uint64_t InodeOfChip(const HostPaths& host, int chip) {
  return InodeOf(absl::StrCat(host.sysfs, "/class/neuron_device/neuron", chip));
}

}  // namespace neuron
