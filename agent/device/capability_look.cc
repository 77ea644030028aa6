#include "agent/device/capability_look.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/device/capability_table.h"

namespace neuron {
namespace {

// A seccomp filter that does not know the system call answers EPERM, which says nothing of the
// file.
Access LookAt(const std::string& path) {
  if (faccessat(AT_FDCWD, path.c_str(), R_OK, AT_EACCESS) == 0) {
    return Access::kReadable;
  }
  if (errno == EACCES) {
    return Access::kRefused;
  }
  return absl::IsNotFound(ErrnoStatus(errno, path)) ? Access::kAbsent : Access::kUnknown;
}

Access LookAtCores(const TreeIndex& tree, const CapabilityRow& row) {
  const std::vector<int>& cores = tree.cores();
  const auto having = std::count_if(cores.begin(), cores.end(),
                                    [&](int core) { return FindRow(tree, row, core).has_value(); });
  if (having == 0) {
    return Access::kAbsent;
  }
  return static_cast<std::size_t>(having) == cores.size()
             ? LookAt(*FindRow(tree, row, cores.front()))
             : Access::kUnknown;
}

Access LookAtRow(const TreeIndex& tree, const CapabilityRow& row) {
  if (row.kind != CapabilityKind::kSysfs) {
    return Access::kUnknown;
  }
  if (row.scope == CapabilityScope::kCore) {
    return LookAtCores(tree, row);
  }
  const absl::optional<std::string> path = FindRow(tree, row, TreeIndex::kChip);
  return path.has_value() ? LookAt(*path) : Access::kAbsent;
}

}  // namespace

std::vector<Access> LookAtChip(const TreeIndex& tree) {
  std::vector<Access> access;
  access.reserve(CapabilityTable().size());
  for (const CapabilityRow& row : CapabilityTable()) {
    access.push_back(LookAtRow(tree, row));
  }
  return access;
}

std::vector<Capability> LookAtHost(const HostPaths& host) {
  std::vector<Capability> capabilities;
  for (const CapabilityRow& row : CapabilityTable()) {
    if (row.kind == CapabilityKind::kClass) {
      const std::string path = absl::StrCat(host.sysfs, "/class/neuron_device/", row.name);
      capabilities.push_back({DisplayName(row), row.kind, LookAt(path), row.liveness, ChipSet()});
    }
  }
  return capabilities;
}

}  // namespace neuron
