#ifndef AGENT_DEVICE_DRIVER_H_
#define AGENT_DEVICE_DRIVER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "agent/base/reading.h"
#include "agent/device/pci_address.h"
#include "agent/device/pod.h"

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

// What one chip says of itself by ioctl (device_answers.h). Each answer on its own: an older driver
// lacks some.
struct DeviceAnswers {
  Reading<PciAddress> pci;
  // V1...V4 (neuron-driver.md §0).
  Reading<std::uint32_t> architecture;
  Reading<std::uint32_t> revision;
  // The runtime ABIs that the driver serves.
  Reading<std::uint32_t> runtime_abi_min;
  Reading<std::uint32_t> runtime_abi_max;
  Reading<std::uint64_t> feature_flags;
  // By which firmware knows the chip; from it the driver chose the index.
  Reading<std::uint32_t> routing_id;
  // The physical core at each logical position; absent where they are the same.
  Reading<std::vector<int>> core_order;
  Reading<Pod> pod;

  friend bool operator==(const DeviceAnswers& a, const DeviceAnswers& b) {
    return a.pci == b.pci && a.architecture == b.architecture && a.revision == b.revision &&
           a.runtime_abi_min == b.runtime_abi_min && a.runtime_abi_max == b.runtime_abi_max &&
           a.feature_flags == b.feature_flags && a.routing_id == b.routing_id &&
           a.core_order == b.core_order && a.pod == b.pod;
  }
};

// Those of a chip of which nothing is known, for this reason.
DeviceAnswers UnknownAnswers(const absl::Status& why);

}  // namespace neuron

#endif  // AGENT_DEVICE_DRIVER_H_
