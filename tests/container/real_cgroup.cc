#include "tests/container/real_cgroup.h"

#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace neuron {
namespace {

void DieUnless(bool good, const std::string& what) {
  if (!good) {
    std::perror(what.c_str());
    std::abort();
  }
}

}  // namespace

std::string RealHierarchy(absl::string_view version) {
  const std::string root = "/sys/fs/cgroup";
  const std::string below = absl::StrCat(root, "/", version);
  if (geteuid() != 0) {
    return "";
  }
  if (access((below + "/cgroup.procs").c_str(), W_OK) == 0) {
    return below;
  }
  const bool is_version2 = access((root + "/cgroup.procs").c_str(), W_OK) == 0;
  return version == "unified" && is_version2 ? root : "";
}

std::string RealContainerId(char digit) {
  return absl::StrCat(std::string(1, digit), absl::StrFormat("%063x", getpid()));
}

RealCgroup::RealCgroup(absl::string_view hierarchy, absl::string_view name)
    : path_(absl::StrCat(hierarchy, "/", name)) {
  DieUnless(mkdir(path_.c_str(), 0755) == 0, path_);
}

void RealCgroup::Add(int pid) const {
  std::ofstream procs(path_ + "/cgroup.procs");
  procs << pid << std::flush;
  DieUnless(procs.good(), path_);
}

void RealCgroup::Remove() {
  if (path_.empty()) {
    return;
  }
  int patience = 1'000'000;
  while (rmdir(path_.c_str()) != 0) {
    DieUnless(errno == EBUSY && --patience > 0, path_);
    sched_yield();
  }
  path_.clear();
}

}  // namespace neuron
