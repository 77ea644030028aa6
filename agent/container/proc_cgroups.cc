#include "agent/container/proc_cgroups.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "agent/base/file.h"
#include "agent/base/status.h"
#include "agent/container/cgroup_path.h"

namespace neuron {
namespace {

constexpr std::size_t kCgroupsLimit = 64 * 1024;

// Whether processes of others are listed.
absl::Status CheckListing(const std::string& proc) {
  // The first process of a host never ends.
  const absl::Status first = ReadFile(absl::StrCat(proc, "/1/cgroup"), kCgroupsLimit).status();
  if (absl::IsNotFound(first)) {
    return absl::PermissionDeniedError(
        absl::StrCat(proc,
                     " hides the processes of others (hidepid); run the agent as root or "
                     "grant CAP_SYS_PTRACE"));
  }
  return first;
}

}  // namespace

absl::Status ProcCgroups::Look(bool /*afresh*/) {
  containers_.clear();
  processes_.clear();
  NEURON_ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(proc_));
  absl::Status sight = CheckListing(proc_);
  for (const std::string& name : names) {
    const absl::Status seen = Visit(name);
    if (sight.ok()) {
      sight = seen;
    }
  }
  return sight;
}

absl::Status ProcCgroups::Visit(const std::string& name) {
  int pid;
  if (!absl::ascii_isdigit(static_cast<unsigned char>(name[0])) || !absl::SimpleAtoi(name, &pid)) {
    return absl::OkStatus();
  }
  const absl::StatusOr<std::string> text =
      ReadFile(absl::StrCat(proc_, "/", name, "/cgroup"), kCgroupsLimit);
  if (!text.ok()) {
    return absl::IsNotFound(text.status()) ? absl::OkStatus() : text.status();
  }
  const absl::optional<CgroupOwner> owner = ParseCgroups(*text);
  if (owner.has_value()) {
    containers_.emplace(owner->id, owner->task_id);
    std::vector<int>& pids = processes_[owner->id];
    if (pids.size() < kMostProcesses) {
      pids.push_back(pid);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<int>> ProcCgroups::Processes(const std::string& id) const {
  const auto pids = processes_.find(id);
  return pids == processes_.end() ? std::vector<int>() : pids->second;
}

}  // namespace neuron
