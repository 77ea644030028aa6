#ifndef AGENT_DATASTORE_ATTACHING_DRIVER_H_
#define AGENT_DATASTORE_ATTACHING_DRIVER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "agent/device/driver.h"

namespace neuron {

// The system calls that attach the agent to a chip, for --datastore=attach, and the only place that
// makes them. Whoever is not given one of these never attaches.
//
// It can say nothing that changes anything: no other open mode, no other ioctl, no mapping that can
// be written, no datastore of our own. Any thread, but for one descriptor one at a time.
class AttachingDriver {
 public:
  virtual ~AttachingDriver() = default;

  // open(2), O_RDONLY | O_CLOEXEC: takes one of the chip's process slots, and waits in the kernel
  // for as long as the chip is in reset. The descriptor must never be duplicated: closing any
  // duplicate detaches. Fails as ErrnoStatus: Unavailable if all slots are taken, InvalidArgument
  // if the chip's last reset failed.
  virtual absl::StatusOr<int> Attach(const std::string& node) = 0;

  // Where the node has the datastore of a process, a pid of the first pid namespace. NotFound if it
  // has none on this chip; InvalidArgument, without a call, unless pid > 0, because 0 would make
  // one of our own; DataLoss if it has not the one size that may be mapped; else as
  // Driver::Ioctl().
  virtual absl::StatusOr<std::uint64_t> Find(int fd, int pid) = 0;

  // The first kCountedBytes that the node has there, with 0 for what is no counted part. Maps for
  // reading, and no longer than it takes. A number that is just being written may be torn. Fails as
  // ErrnoStatus; DataLoss if the page is gone.
  virtual absl::StatusOr<std::string> Copy(int fd, std::uint64_t offset) = 0;

  // close(2). The driver cleans up after us: 10 ms under the chip's lock.
  virtual void Detach(int fd) = 0;
};

// The kernel's; opens and asks by `driver`.
std::unique_ptr<AttachingDriver> MakeAttachingDriver(std::shared_ptr<Driver> driver);

}  // namespace neuron

#endif  // AGENT_DATASTORE_ATTACHING_DRIVER_H_
