#ifndef TESTS_SIMULATOR_LIBNRT_DEVICE_H_
#define TESTS_SIMULATOR_LIBNRT_DEVICE_H_

#include <pthread.h>

#include <cstdint>

#include "tests/simulator/libnrt/discovery.h"

namespace neuron::sim::nrt {

// So many counters of a core have a meaning.
inline constexpr int kCoreCounters = 41;

// Types of memory, as allocations carry them.
enum class Memory : std::uint32_t {
  kHostTensors = 2,
  kHostMisc = 4,
  kCode = 8,
  kTensors = 9,
  kScratchpad = 11,
};

// A chip that this process is attached to, with its datastore. What the driver does when it is
// closed frees the rest.
struct Device {
  int fd;
  int chip;
  const Discovery* discovery;
  // Held for what follows.
  pthread_mutex_t mutex;
  std::uint64_t datastore_offset;
  // The whole datastore, for reading.
  const unsigned char* datastore;
  std::uint64_t counters[kMaxCores][kCoreCounters];
};

// Attaches to the chip and makes the datastore. False, with errno, if either fails; then nothing is
// open.
bool OpenDevice(const Environment& environment, const Discovery& discovery, int chip,
                Device* device);

// Releases the datastore and closes.
void CloseDevice(Device* device);

// Gives a handle, or 0 with errno.
std::uint64_t Allocate(Device* device, Memory type, int core, std::uint64_t bytes);
void Free(Device* device, std::uint64_t handle);

// Adds to counters of a core. The datastore has them when this returns.
struct Addition {
  int counter;
  std::uint64_t amount;
};
void Count(Device* device, int core, const Addition* additions, int size);

}  // namespace neuron::sim::nrt

#endif  // TESTS_SIMULATOR_LIBNRT_DEVICE_H_
