#ifndef TESTS_SIMULATOR_DRIVER_DRIVER_ABI_H_
#define TESTS_SIMULATOR_DRIVER_DRIVER_ABI_H_

#include <cstddef>
#include <cstdint>

// The driver's ioctls that neuron-sim knows: our own statement of their numbers and structures.

namespace neuron::sim {

// The ioctls that a monitor may make on a free-access descriptor. All are the same in every driver
// version that has them.
inline constexpr std::uint32_t kIoctlDeviceBasicInfo = 0x40084e64;
inline constexpr std::uint32_t kIoctlCompatibleVersion = 0x40084e5d;
inline constexpr std::uint32_t kIoctlDriverInfoGet = 0x80184e6e;
inline constexpr std::uint32_t kIoctlDeviceBdfExt = 0x80084e6a;
inline constexpr std::uint32_t kIoctlRoutingIdMap = 0xc1044e73;
inline constexpr std::uint32_t kIoctlCoreMap = 0xc0104e78;
inline constexpr std::uint32_t kIoctlPodInfo = 0xc1044e79;
inline constexpr std::uint32_t kIoctlPodStatus = 0xc10c4e7a;
inline constexpr std::uint32_t kIoctlPodStatusV2 = 0xc1144e7a;

inline constexpr std::uint32_t kAllowedIoctls[] = {
    kIoctlDeviceBasicInfo, kIoctlCompatibleVersion, kIoctlDriverInfoGet,
    kIoctlDeviceBdfExt,    kIoctlRoutingIdMap,      kIoctlCoreMap,
    kIoctlPodInfo,         kIoctlPodStatus,         kIoctlPodStatusV2};

// The driver has room for so many chips.
inline constexpr int kMaxChips = 64;

struct BasicInfo {
  std::uint32_t architecture;
  std::uint32_t revision;
};

struct CompatibleVersion {
  std::uint32_t max;
  std::uint32_t min;
};

struct DriverInfo {
  std::uint32_t architecture;
  std::uint32_t revision;
  std::uint32_t version;
  std::uint32_t size;
  std::uint64_t features;
};

struct BdfExt {
  std::uint32_t index;
  std::uint32_t domain;
  std::uint32_t bus;
  std::uint8_t slot;
  std::uint8_t function;
  std::uint8_t padding[2];
};

struct RoutingIdMap {
  std::uint32_t count;
  std::uint32_t routing_ids[kMaxChips];
};

struct CoreMapRequest {
  std::uint64_t map;
  std::uint32_t max_entries;
  std::uint32_t version;
};

struct PodInfo {
  std::uint16_t size;
  std::uint8_t type;
  std::uint8_t id[256];
  std::uint8_t pod_size;
};

struct PodStatus {
  std::uint16_t size;
  std::uint8_t id[256];
  std::uint8_t padding[2];
  std::uint32_t state;
  std::uint8_t type;
  std::uint8_t pod_size;
  std::int8_t node_id;
  std::uint8_t padding2;
  std::uint32_t mode;
  std::uint32_t modes_supported;
};

static_assert(sizeof(DriverInfo) == 24 && sizeof(BdfExt) == 16 && sizeof(RoutingIdMap) == 260);
static_assert(sizeof(CoreMapRequest) == 16 && sizeof(PodInfo) == 260 && sizeof(PodStatus) == 276);

// The first version ends before the modes.
inline constexpr std::size_t kPodStatusV1Size = 268;

inline constexpr std::uint8_t kPodTypePeers = 1;
inline constexpr std::uint8_t kPodTypeSwitch = 2;

inline constexpr std::uint32_t kPodStateInProgress = 1;
inline constexpr std::uint32_t kPodStateUltraServer = 2;
inline constexpr std::uint32_t kPodStateSingleNode = 4;

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_DRIVER_DRIVER_ABI_H_
