#include "agent/host_flags.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/device/kernel_log.h"
#include "gflags/gflags.h"

DEFINE_string(sysfs_root, neuron::HostPaths().sysfs, "where sysfs is mounted");
DEFINE_string(dev_root, neuron::HostPaths().dev, "the directory of the device nodes neuron<N>");
DEFINE_string(proc_devices, neuron::HostPaths().proc_devices, "the kernel's list of device majors");
DEFINE_string(proc_root, neuron::HostPaths().proc,
              "where procfs of the host's pid namespace is mounted");
DEFINE_string(
    cgroup_root, neuron::HostPaths().cgroup,
    "where the host's cgroup file system is mounted; without it, containers are found in /proc");
DEFINE_string(kmsg, neuron::HostPaths().kmsg,
              "the kernel log; without it, PCI addresses are known only from the chips");

namespace neuron {
namespace {

absl::Status Refuse(const char* flag, const std::string& path, int error) {
  const absl::Status status = ErrnoStatus(error, absl::StrCat("--", flag, "=", path));
  return absl::InvalidArgumentError(
      absl::StrCat(status.message(), "; give the path where this host has it"));
}

// Looks without opening: a wrong path may be a chip's node.
absl::Status CheckDirectory(const char* flag, const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    return Refuse(flag, path, errno);
  }
  if (!S_ISDIR(info.st_mode)) {
    return Refuse(flag, path, ENOTDIR);
  }
  return access(path.c_str(), R_OK | X_OK) == 0 ? absl::OkStatus() : Refuse(flag, path, errno);
}

absl::Status CheckFile(const char* flag, const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0) {
    return Refuse(flag, path, errno);
  }
  if (!S_ISREG(info.st_mode)) {
    return absl::InvalidArgumentError(
        absl::StrCat("--", flag, "=", path, ": not a file; give the path where this host has it"));
  }
  return access(path.c_str(), R_OK) == 0 ? absl::OkStatus() : Refuse(flag, path, errno);
}

// They may be missing, as in many containers.
absl::Status CheckCgroups(const char* flag, const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) != 0 || S_ISDIR(info.st_mode) ? absl::OkStatus()
                                                                 : Refuse(flag, path, ENOTDIR);
}

absl::Status CheckKernelLog(const char* flag, const std::string& path) {
  struct stat info;
  if (stat(path.c_str(), &info) != 0 || S_ISREG(info.st_mode) || IsKernelLog(info)) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(absl::StrCat(
      "--", flag, "=", path, ": not the kernel log; give /dev/kmsg, or a file with its text"));
}

}  // namespace

const std::vector<std::string>& HostFlagNames() {
  static const auto* const kNames = new std::vector<std::string>{
      "sysfs_root", "dev_root", "proc_devices", "proc_root", "cgroup_root", "kmsg"};
  return *kNames;
}

absl::StatusOr<HostPaths> HostPathsFromFlags() {
  HostPaths host;
  host.sysfs = FLAGS_sysfs_root;
  host.dev = FLAGS_dev_root;
  host.proc_devices = FLAGS_proc_devices;
  host.proc = FLAGS_proc_root;
  host.cgroup = FLAGS_cgroup_root;
  host.kmsg = FLAGS_kmsg;
  NEURON_RETURN_IF_ERROR(CheckHostPaths(host));
  return host;
}

absl::Status CheckHostPaths(const HostPaths& host) {
  NEURON_RETURN_IF_ERROR(CheckDirectory("sysfs_root", host.sysfs));
  NEURON_RETURN_IF_ERROR(CheckDirectory("dev_root", host.dev));
  NEURON_RETURN_IF_ERROR(CheckDirectory("proc_root", host.proc));
  NEURON_RETURN_IF_ERROR(CheckFile("proc_devices", host.proc_devices));
  NEURON_RETURN_IF_ERROR(CheckCgroups("cgroup_root", host.cgroup));
  return CheckKernelLog("kmsg", host.kmsg);
}

}  // namespace neuron
