#ifndef TESTS_HOSTS_SIMULATED_DRIVER_H_
#define TESTS_HOSTS_SIMULATED_DRIVER_H_

#include <map>
#include <memory>
#include <string>

#include "agent/device/driver.h"
#include "tests/simulator/driver/devices.h"
#include "tests/simulator/driver/recorder.h"
#include "tests/simulator/host/host.h"

namespace neuron {

// The agent's Driver, answered by neuron-sim's driver in this very process: what a chip says by
// ioctl, without a mount. One thread; no chip is in reset, so nothing waits.
class SimulatedDriver : public Driver {
 public:
  // `host` must outlive this.
  explicit SimulatedDriver(sim::Host* host);

  absl::StatusOr<int> Open(const std::string& path, int flags) override;
  absl::Status Ioctl(int fd, std::uint32_t number, void* argument) override;
  void Close(int fd) override;

  // Whether anything was done that a monitor must not do.
  bool saw_forbidden() const { return recorder_.saw_forbidden(); }

 private:
  struct OpenDevice {
    int chip;
    int flags;
  };

  const sim::Process caller_;
  sim::Recorder recorder_;
  sim::Devices devices_;
  std::map<int, OpenDevice> open_;
  int last_fd_ = 0;
};

}  // namespace neuron

#endif  // TESTS_HOSTS_SIMULATED_DRIVER_H_
