#ifndef AGENT_DEVICE_COUNTERS_H_
#define AGENT_DEVICE_COUNTERS_H_

#include <cstdint>
#include <vector>

#include "absl/time/time.h"
#include "agent/base/enum_array.h"
#include "agent/base/reading.h"
#include "agent/device/firmware_health.h"
#include "agent/device/power_use.h"
#include "agent/device/tensor_activity.h"

namespace neuron {

// The driver's reset state machine (neuron-driver.md §4.5), as the `reset` attribute prints it.
enum class ResetState { kResetting = 0, kReady = 1, kInvalid = 2 };

// What a physical core counts (neuron-driver.md §§6.4, 7.4): stats/status/* in the driver's order,
// then stats/other_info/*. Totals since the module was loaded, which drivers up to 2.29 update only
// when the owning process ends, but for the resets.
enum class CoreTally : std::uint8_t {
  kSuccess,
  kFailure,
  kTimeout,
  kBadInput,
  kHardwareError,
  kCompletedWithError,
  kCompletedWithNumericalError,
  kGenericError,
  kResourceError,
  kCoreResourceError,
  kFailedToQueue,
  kInvalidError,
  kUnsupportedNeff,
  kOutOfBounds,
  kCollectivesError,
  kHbmUncorrectableError,
  kSramUncorrectableError,
  kDmaAbort,
  kNotificationOverflow,
  kSemaphoreError,
  kEventError,
  kPsumCollision,
  kSequencerFatal,
  kHbmRepairableError,
  kModelLoads,
  kResetRequests,
  kResetFailures,
  kInferences,
  kFlops,
  // Of no settled unit: agent/usage/time_unit.h.
  kTimeInUse,
};
constexpr std::size_t kCoreTallies = 30;

// What device memory of a core is used for (§7.3).
enum class DeviceMemoryClass : std::uint8_t {
  kModelCode,
  kTensors,
  kConstants,
  kSharedScratchpad,
  kRuntime,
  kDriver,
  kCollectives,
  kNonsharedScratchpad,
  kNotifications,
  kDmaRings,
  kUncategorized,
};
constexpr std::size_t kDeviceMemoryClasses = 11;

// What host memory of a chip is used for (§7.3).
enum class HostMemoryClass : std::uint8_t {
  kDmaBuffers,
  kTensors,
  kConstants,
  kApplication,
  kDriver,
  kNotifications,
  kDmaRings,
  kUncategorized,
};
constexpr std::size_t kHostMemoryClasses = 8;

// Errors of a chip's memory (§7.5): 16 bits that wrap, absent on Inferentia.
enum class EccTally : std::uint8_t {
  kSramUncorrected,
  kHbmUncorrected,
  kHbmRepairable,
  kSramCorrected,
  kHbmCorrected,
};
constexpr std::size_t kEccTallies = 5;

// Bytes in use now, and the most there ever were in use: `total` and `peak`.
struct MemoryUse {
  Reading<std::uint64_t> bytes;
  Reading<std::uint64_t> peak_bytes;

  friend bool operator==(const MemoryUse& a, const MemoryUse& b) {
    return a.bytes == b.bytes && a.peak_bytes == b.peak_bytes;
  }
};

// What moves on one physical core.
struct CoreCounters {
  int core = 0;
  MemoryUse device_memory;
  MemoryUse host_memory;
  EnumArray<DeviceMemoryClass, MemoryUse, kDeviceMemoryClasses> device_memory_by_class;
  EnumArray<CoreTally, Reading<std::uint64_t>, kCoreTallies> tallies;
  Reading<TensorActivity> tensor;
};

// What is read together, at a pace of its own. Each node belongs to one group: see
// agent/device/counter_catalog.h.
enum class CounterGroup : std::uint8_t {
  // What verdicts, utilisation and memory totals need. Always read.
  kFast,
  // The other event counters, corrected errors, what models take of memory.
  kEvents,
  // Memory by other classes, peaks.
  kMemory,
  // pe_cntrs: thousands of register reads on trn2.
  kTensor,
  // Power, which the driver rolls up once a minute, and utilization_raw.
  kPower,
};
constexpr std::size_t kCounterGroups = 5;

// What moves on one chip. A group that is not collected is absent.
struct ChipCounters {
  // When each group was last read; the infinite past if it never was.
  EnumArray<CounterGroup, absl::Time, kCounterGroups> read_at{absl::InfinitePast()};
  // `reset`: readable by root only.
  Reading<ResetState> reset_state;
  EnumArray<EccTally, Reading<std::uint64_t>, kEccTallies> ecc;
  FirmwareHealth firmware;
  Reading<PowerUse> power;
  Reading<RawPower> raw_power;
  EnumArray<HostMemoryClass, MemoryUse, kHostMemoryClasses> host_memory_by_class;
  // By core index, ascending.
  std::vector<CoreCounters> cores;
};

}  // namespace neuron

#endif  // AGENT_DEVICE_COUNTERS_H_
