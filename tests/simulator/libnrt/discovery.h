#ifndef TESTS_SIMULATOR_LIBNRT_DISCOVERY_H_
#define TESTS_SIMULATOR_LIBNRT_DISCOVERY_H_

#include <cstdint>

#include "tests/simulator/libnrt/environment.h"

namespace neuron::sim::nrt {

inline constexpr int kMaxChips = 64;
inline constexpr int kMaxCores = 8;

// A physical core.
struct Place {
  int chip;
  int core;
};

// Features of a driver, as DRIVER_INFO has them.
inline constexpr std::uint64_t kTypedAllocations = 1 << 4;
inline constexpr std::uint64_t k64BitAllocations = 1 << 6;

// What the runtime learns before it attaches, from a free-access descriptor of the first device.
struct Discovery {
  // Stays open as long as the runtime runs.
  int fd;
  // As BASIC_INFO numbers it.
  std::uint32_t architecture;
  // Drivers that do not tell have typed allocations alone.
  std::uint64_t features;
  int cores_per_chip;
  int cores_per_logical;
  // Whether datastores have the layout of driver 2.19 and later.
  bool has_new_datastore;
  // The physical core of each logical position; the same number where the driver has no map.
  std::uint8_t physical[kMaxChips][kMaxCores];
  // Whether neuronN is there.
  bool present[kMaxChips];
};

// False, with errno, if there is no device or it does not answer; then nothing is open.
bool Discover(const Environment& environment, Discovery* discovery);

// Closes the descriptor.
void EndDiscovery(Discovery* discovery);

// How many logical cores each chip has.
int LogicalPerChip(const Discovery& discovery);

// The physical core that is the i-th of a logical core. REQUIRES: i < cores_per_logical.
Place PlaceOf(const Discovery& discovery, int vnc, int i);

// "DEV_ROOT/neuron3", in a buffer of this size.
inline constexpr int kMaxPath = 4096;
void DevicePath(const Environment& environment, int chip, char* path);

}  // namespace neuron::sim::nrt

#endif  // TESTS_SIMULATOR_LIBNRT_DISCOVERY_H_
