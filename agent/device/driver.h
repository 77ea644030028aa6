#ifndef AGENT_DEVICE_DRIVER_H_
#define AGENT_DEVICE_DRIVER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/base/reading.h"
#include "agent/device/pci_address.h"

namespace neuron {

// The system calls that reach a chip's device node, and the only place that makes them.
//
// The first law stands here: a test's driver records every flag and number that comes by, and the
// real one has nothing else to offer.
class Driver {
 public:
  virtual ~Driver() = default;

  // open(2). Fails as ErrnoStatus.
  virtual absl::StatusOr<int> Open(const std::string& path, int flags) = 0;

  // ioctl(2). Any answer but 0 is a failure: old drivers return a positive count of the bytes
  // that they could not copy (neuron-driver.md §5.1).
  virtual absl::Status Ioctl(int fd, std::uint32_t number, void* argument) = 0;

  virtual void Close(int fd) = 0;
};

// The kernel's.
std::unique_ptr<Driver> MakeKernelDriver();

// What one chip says of itself by ioctl. Each answer on its own: an older driver lacks some.
struct DeviceAnswers {
  Reading<PciAddress> pci;
  // V1...V4 (neuron-driver.md §0).
  Reading<std::uint32_t> architecture;
  Reading<std::uint32_t> revision;
  // The runtime ABIs that the driver serves.
  Reading<std::uint32_t> runtime_abi_min;
  Reading<std::uint32_t> runtime_abi_max;
  Reading<std::uint64_t> feature_flags;

  friend bool operator==(const DeviceAnswers& a, const DeviceAnswers& b) {
    return a.pci == b.pci && a.architecture == b.architecture && a.revision == b.revision &&
           a.runtime_abi_min == b.runtime_abi_min && a.runtime_abi_max == b.runtime_abi_max &&
           a.feature_flags == b.feature_flags;
  }
};

// Opens the node once, O_WRONLY | O_CLOEXEC (free access: attaches nothing), asks everything, and
// closes it. When to do this at all is agent/device/open_policy.h's to say.
//
// Fails only if the node cannot be opened. An ioctl that the driver does not know is absent; one
// that fails otherwise is unknown, and so is a PCI address that cannot be.
absl::StatusOr<DeviceAnswers> AskDevice(Driver* driver, const std::string& path);

}  // namespace neuron

#endif  // AGENT_DEVICE_DRIVER_H_
