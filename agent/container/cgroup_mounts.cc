#include "agent/container/cgroup_mounts.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"

namespace neuron {
namespace {

// Container engines join all of these; a kernel may lack some.
constexpr const char* kVersion1[] = {"devices", "memory", "pids", "systemd"};

bool IsHierarchy(const std::string& path) {
  return access(absl::StrCat(path, "/cgroup.procs").c_str(), F_OK) == 0;
}

std::vector<std::string> ListHierarchies(const std::string& root) {
  if (IsHierarchy(root)) {
    return {root};
  }
  std::vector<std::string> found;
  for (const char* name : kVersion1) {
    const std::string path = absl::StrCat(root, "/", name);
    if (found.empty() && IsHierarchy(path)) {
      found.push_back(path);
    }
  }
  const std::string unified = absl::StrCat(root, "/unified");
  if (IsHierarchy(unified)) {
    found.push_back(unified);
  }
  return found;
}

bool IsWhole(const std::string& path) {
  struct statfs file_system;
  struct statx found;
  if (statfs(path.c_str(), &file_system) != 0 ||
      statx(AT_FDCWD, path.c_str(), 0, STATX_INO, &found) != 0) {
    return false;
  }
  const bool is_real =
      file_system.f_type == CGROUP_SUPER_MAGIC || file_system.f_type == CGROUP2_SUPER_MAGIC;
  return !is_real || found.stx_ino == 1;
}

}  // namespace

absl::StatusOr<std::vector<std::string>> FindHierarchies(const std::string& root) {
  std::vector<std::string> hierarchies = ListHierarchies(root);
  if (hierarchies.empty()) {
    return absl::FailedPreconditionError(absl::StrCat(
        root, ": no cgroup file system; give the agent the host's, and --cgroup_root its place"));
  }
  for (const std::string& hierarchy : hierarchies) {
    if (!IsWhole(hierarchy)) {
      return absl::FailedPreconditionError(absl::StrCat(
          hierarchy,
          ": only the part of the cgroups that this container is shown; give the agent the host's "
          "/sys/fs/cgroup, and --cgroup_root its place"));
    }
  }
  return hierarchies;
}

}  // namespace neuron
