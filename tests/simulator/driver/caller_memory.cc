#include "tests/simulator/driver/caller_memory.h"

#include <sys/uio.h>

#include <cstring>

namespace neuron::sim {
namespace {

iovec Remote(std::uint64_t address, std::size_t size) {
  return {reinterpret_cast<void*>(static_cast<std::uintptr_t>(address)), size};
}

}  // namespace

bool ProcessMemory::Read(std::uint64_t address, void* bytes, std::size_t size) {
  const iovec local = {bytes, size};
  const iovec remote = Remote(address, size);
  return process_vm_readv(tid_, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(size);
}

bool ProcessMemory::Write(std::uint64_t address, const void* bytes, std::size_t size) {
  const iovec local = {const_cast<void*>(bytes), size};
  const iovec remote = Remote(address, size);
  return process_vm_writev(tid_, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(size);
}

bool OwnMemory::Read(std::uint64_t address, void* bytes, std::size_t size) {
  std::memcpy(bytes, reinterpret_cast<const void*>(address), size);
  return true;
}

bool OwnMemory::Write(std::uint64_t address, const void* bytes, std::size_t size) {
  std::memcpy(reinterpret_cast<void*>(address), bytes, size);
  return true;
}

}  // namespace neuron::sim
