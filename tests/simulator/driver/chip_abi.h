#ifndef TESTS_SIMULATOR_DRIVER_CHIP_ABI_H_
#define TESTS_SIMULATOR_DRIVER_CHIP_ABI_H_

#include <cstdint>

// What an attached descriptor is asked about the chip itself: our own statement of the numbers and
// structures.

namespace neuron::sim {

inline constexpr std::uint32_t kIoctlDeviceInfo = 0x80084e03;
inline constexpr std::uint32_t kIoctlDeviceBdf = 0x80084e65;
inline constexpr std::uint32_t kIoctlHostDeviceId = 0x80044e72;
inline constexpr std::uint32_t kIoctlReadHwCounters = 0x80084e3d;
inline constexpr std::uint32_t kIoctlSemaphoreRead = 0xc0084e2b;
inline constexpr std::uint32_t kIoctlEventGet = 0xc0084e2e;
inline constexpr std::uint32_t kIoctlDmaEngineState = 0xc0084e20;
inline constexpr std::uint32_t kIoctlResourceMmapInfo = 0xc0204e70;

inline constexpr int kMaxNeighbours = 8;

struct DeviceInfo {
  std::uint32_t architecture;
  std::uint32_t revision;
  std::uint32_t neighbour_count;
  std::uint32_t neighbours[kMaxNeighbours];
  std::uint32_t padding;
  std::uint64_t bar_address[2];
  std::uint64_t bar_size[2];
};

struct DeviceBdf {
  std::uint32_t bus;
  std::uint8_t slot;
  std::uint8_t function;
  std::uint8_t padding[2];
};

struct HwCounters {
  // Of `count` u64 addresses.
  std::uint64_t addresses;
  // Where `count` u32 values go.
  std::uint64_t values;
  std::uint32_t count;
  std::uint32_t padding;
};

// Of a semaphore or an event.
struct CoreValue {
  std::uint32_t core;
  std::uint32_t index;
  std::uint32_t value;
};

struct DmaEngineState {
  std::uint32_t engine;
  std::uint32_t padding;
  // Where five u32 go.
  std::uint64_t state;
};

struct ResourceMmapInfo {
  std::uint32_t block;
  std::uint32_t block_id;
  std::uint32_t resource;
  std::uint32_t padding;
  std::uint64_t offset;
  std::uint64_t size;
};

static_assert(sizeof(DeviceInfo) == 80 && sizeof(DeviceBdf) == 8 && sizeof(HwCounters) == 24);
static_assert(sizeof(CoreValue) == 12 && sizeof(DmaEngineState) == 16);
static_assert(sizeof(ResourceMmapInfo) == 32);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_CHIP_ABI_H_
