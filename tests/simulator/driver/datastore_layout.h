#ifndef TESTS_SIMULATOR_DRIVER_DATASTORE_LAYOUT_H_
#define TESTS_SIMULATOR_DRIVER_DATASTORE_LAYOUT_H_

#include <cstddef>

// Where an application's runtime leaves its counters: the datastore that it maps. All numbers are
// little-endian u64. Depends on nothing, so that a stand-in for the runtime can use it.

namespace neuron::sim {

// The one length that the driver maps.
inline constexpr std::size_t kDatastoreBytes = 262144;

// At offset 0; a page that does not begin with it is nobody's yet.
inline constexpr char kDatastoreSignature[4] = {'n', 'd', 's', '\0'};

// A counter of the whole process on this chip.
constexpr std::size_t DeviceCounterOffset(int counter) {
  return 8 + 8 * static_cast<std::size_t>(counter);
}

// Since driver 2.19. A core is physical; counters are those of neuron-driver.md, 0 to 94.
constexpr std::size_t CoreCounterOffset(int core, int counter) {
  const auto k = static_cast<std::size_t>(core);
  const auto c = static_cast<std::size_t>(counter);
  if (core >= 4) return 57984 + 768 * (k - 4) + 8 * c;
  return counter < 31 ? 256 + 248 * k + 8 * c : 55936 + 512 * k + 8 * (c - 31);
}

// Before that.
constexpr std::size_t OldCoreCounterOffset(int core, int counter) {
  const auto k = static_cast<std::size_t>(core);
  const auto c = static_cast<std::size_t>(counter);
  if (core >= 4) return 46668 + 768 * (k - 4) + 8 * c;
  return counter < 31 ? 256 + 248 * k + 8 * c : 44588 + 520 * k + 8 * (c - 31);
}

// Some counters of a core.
inline constexpr int kTimeInUse = 0;
inline constexpr int kSuccess = 1;
inline constexpr int kModelLoads = 27;
inline constexpr int kInferences = 28;
// sysfs shows twice as many flops.
inline constexpr int kMacs = 29;

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_DATASTORE_LAYOUT_H_
