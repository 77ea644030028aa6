#ifndef TESTS_SIMULATOR_DRIVER_CALLER_MEMORY_H_
#define TESTS_SIMULATOR_DRIVER_CALLER_MEMORY_H_

#include <sys/types.h>

#include <cstddef>
#include <cstdint>

namespace neuron::sim {

// The memory of a process that waits in an ioctl.
//
// FUSE itself carries only the bytes and the directions that the request's number encodes, and the
// driver's numbers encode neither truly.
class CallerMemory {
 public:
  virtual ~CallerMemory() = default;

  // False if not all of it could be copied; some may have been.
  virtual bool Read(std::uint64_t address, void* bytes, std::size_t size) = 0;
  virtual bool Write(std::uint64_t address, const void* bytes, std::size_t size) = 0;
};

// The real one. Needs CAP_SYS_PTRACE over the process.
class ProcessMemory final : public CallerMemory {
 public:
  // `tid` is any thread of the process.
  explicit ProcessMemory(pid_t tid) : tid_(tid) {}

  bool Read(std::uint64_t address, void* bytes, std::size_t size) override;
  bool Write(std::uint64_t address, const void* bytes, std::size_t size) override;

 private:
  pid_t tid_;
};

// That of this process, for requests which it makes to the driver itself. REQUIRES: the addresses
// are its own.
class OwnMemory final : public CallerMemory {
 public:
  bool Read(std::uint64_t address, void* bytes, std::size_t size) override;
  bool Write(std::uint64_t address, const void* bytes, std::size_t size) override;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_CALLER_MEMORY_H_
