#ifndef TESTS_SIMULATOR_DRIVER_DEVICES_H_
#define TESTS_SIMULATOR_DRIVER_DEVICES_H_

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <utility>

#include "tests/simulator/driver/attachments.h"
#include "tests/simulator/driver/caller_memory.h"
#include "tests/simulator/driver/process.h"
#include "tests/simulator/driver/recorder.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// The device nodes: what the driver does on open, close and ioctl. Tells the recorder of each.
class Devices {
 public:
  // Told when a process's last full open of a chip was closed.
  using Detached = std::function<void(int chip, pid_t pid)>;

  // `host` and `recorder` must outlive this.
  Devices(const Host* host, Recorder* recorder, Detached detached)
      : host_(host), recorder_(recorder), detached_(std::move(detached)) {}

  // O_RDONLY and O_RDWR attach the process to the chip: 0, or EBUSY when 16 others are. O_WRONLY,
  // and access mode 3, always give 0 and attach nothing.
  int Open(const Process& process, int chip, int flags);

  // A close, by that process, of a descriptor that was opened with these flags.
  void Close(pid_t pid, int chip, int flags);

  // What the ioctl returns, see ioctl_answers.h.
  int Ioctl(const Process& process, int chip, std::uint32_t number, std::uint64_t argument,
            CallerMemory* memory);

  // Whether any process is attached.
  bool Held(int chip) const { return attachments_.Held(chip); }

 private:
  const Host* host_;
  Recorder* recorder_;
  Detached detached_;
  Attachments attachments_;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_DEVICES_H_
