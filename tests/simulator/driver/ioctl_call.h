#ifndef TESTS_SIMULATOR_DRIVER_IOCTL_CALL_H_
#define TESTS_SIMULATOR_DRIVER_IOCTL_CALL_H_

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/time/time.h"
#include "tests/simulator/driver/caller_memory.h"
#include "tests/simulator/driver/driver_state.h"
#include "tests/simulator/driver/process.h"
#include "tests/simulator/host/host.h"

namespace neuron::sim {

// The kernel's own "not supported", which has no name in the C library.
inline constexpr int kErrnoNotSupported = 524;

// What an ioctl returns; nothing if it must be asked again when the chip's reset has ended.
using IoctlResult = std::optional<int>;

// Everything that one answer needs.
struct IoctlCall {
  Host* host;
  DriverState* state;
  Process process;
  int chip;
  std::uint32_t number;
  std::uint64_t argument;
  CallerMemory* memory;
  absl::Time now;

  const Recording& recording() const { return *host->instance.recording; }
  int driver() const { return host->generation.minor; }

  // What the driver returns if so many bytes of the caller's cannot be copied: up to 2.28 their
  // number.
  int BadPointer(std::size_t size) const {
    return driver() < 29 ? static_cast<int>(size) : -EFAULT;
  }

  template <typename T>
  bool Read(T* value) const {
    return memory->Read(argument, value, sizeof(T));
  }

  // Gives back what the ioctl returns.
  int Reply(const void* bytes, std::size_t size) const {
    return memory->Write(argument, bytes, size) ? 0 : BadPointer(size);
  }

  template <typename T>
  int Reply(const T& value) const {
    return Reply(&value, sizeof(T));
  }
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_IOCTL_CALL_H_
