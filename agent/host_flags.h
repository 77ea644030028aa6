#ifndef AGENT_HOST_FLAGS_H_
#define AGENT_HOST_FLAGS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/device/host_paths.h"

namespace neuron {

// The flags that say where this host's kernel views are: --sysfs_root, --dev_root, --proc_devices,
// --proc_root, --cgroup_root, --kmsg. The daemon and the command line share them.

// Their names, for help pages.
const std::vector<std::string>& HostFlagNames();

// The paths of the flags. Fails as CheckHostPaths. Call it in main, after the flags were parsed.
absl::StatusOr<HostPaths> HostPathsFromFlags();

// InvalidArgument, naming the flag, the path and the cure, if a root is not a directory that can be
// listed, --proc_devices is not a file that can be read, --cgroup_root is there and no directory,
// or --kmsg is there and neither the kernel log nor a file. Nothing is opened, and nothing below a
// root is looked at.
absl::Status CheckHostPaths(const HostPaths& host);

}  // namespace neuron

#endif  // AGENT_HOST_FLAGS_H_
