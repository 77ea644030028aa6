#ifndef AGENT_DEVICE_HOST_PATHS_H_
#define AGENT_DEVICE_HOST_PATHS_H_

#include <string>

namespace neuron {

// Where the kernel's views of this host are mounted. The defaults are a real host's; tests, the
// simulator and a container with the host's /sys under another name give others.
struct HostPaths {
  // Holds class/neuron_device, devices, module/neuron, bus/pci, class/dmi.
  std::string sysfs = "/sys";
  // Holds neuron<N>.
  std::string dev = "/dev";
  // The file itself.
  std::string proc_devices = "/proc/devices";
  // Processes: always the kernel's own view, in tests too where they are real.
  std::string proc = "/proc";
  // The cgroup file system. Where it is missing, or not the host's, containers are found by /proc.
  std::string cgroup = "/sys/fs/cgroup";
  // The kernel log. It may be missing, or not be for us to read.
  std::string kmsg = "/dev/kmsg";
};

}  // namespace neuron

#endif  // AGENT_DEVICE_HOST_PATHS_H_
