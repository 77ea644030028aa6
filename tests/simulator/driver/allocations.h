#ifndef TESTS_SIMULATOR_DRIVER_ALLOCATIONS_H_
#define TESTS_SIMULATOR_DRIVER_ALLOCATIONS_H_

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "tests/simulator/host/chip_counters.h"

namespace neuron::sim {

// A piece of memory that the driver gave to a process.
struct MemoryPiece {
  std::uint64_t handle = 0;
  pid_t owner = 0;
  std::uint32_t type = 0;
  // What is counted.
  Allocation allocation;
  // Where in which of the chip's memories it is, if it is on the device.
  std::uint32_t hbm = 0;
  std::uint64_t address = 0;
};

// The memories of a chip, all alike.
struct HbmPlan {
  std::uint32_t count;
  std::uint64_t bytes;
  // What the driver keeps at the beginning of each.
  std::uint64_t reserved;
  // The room at the end of each for what is small; 0 if small pieces have none of their own.
  std::uint64_t small_pool;
};

// By the architecture's number.
HbmPlan HbmPlanOf(std::uint32_t architecture);

// The memory that applications have on the chips.
class Allocations {
 public:
  // Makes the piece the owner's, with a new handle, at the first free place of its memory. 0 if it
  // finds no room there.
  std::uint64_t Take(int chip, const HbmPlan& plan, MemoryPiece piece);

  // Gives the owner's piece back. Nothing if there is no such piece.
  std::optional<MemoryPiece> Give(int chip, pid_t owner, std::uint64_t handle);

  // Gives back what the process has left, the latest first.
  std::vector<MemoryPiece> GiveAll(int chip, pid_t owner);

  // In bytes.
  std::uint64_t Total(int chip, pid_t owner, bool on_device) const;

  // What is in this memory of the chip, in the order of its address.
  std::vector<MemoryPiece> InHbm(int chip, std::uint32_t hbm) const;

  void Forget(int chip) { pieces_.erase(chip); }

 private:
  std::map<int, std::vector<MemoryPiece>> pieces_;  // by chip
  std::uint64_t last_handle_ = 0;
};

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_ALLOCATIONS_H_
