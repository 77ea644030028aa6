#ifndef AGENT_DEVICE_NEURON_ABI_H_
#define AGENT_DEVICE_NEURON_ABI_H_

#include <cstddef>
#include <cstdint>

namespace neuron {

// The ioctls that the agent may issue, our own statement of them (neuron-driver.md §5.3): they
// answer on a free-access descriptor and change nothing. The direction bits and sizes in the
// numbers are the driver's; the argument is a plain pointer to the struct in every case.
enum NeuronIoctl : std::uint32_t {
  kDeviceBasicInfo = 0x40084e64,
  kCompatibleVersion = 0x40084e5d,
  kDriverInfoGet = 0x80184e6e,
  kDeviceBdfExt = 0x80084e6a,
  kHostDeviceIdToRidMap = 0xc1044e73,
  kGetLogicalToPhysicalNcMap = 0xc0104e78,
  kPodInfo = 0xc1044e79,
  kPodStatus = 0xc10c4e7a,
};

struct NeuronDeviceBasicInfo {
  std::uint32_t architecture;
  std::uint32_t revision;
};
static_assert(sizeof(NeuronDeviceBasicInfo) == 8, "driver ABI");

// The range of runtime ABIs that the driver serves.
struct NeuronCompatibleVersion {
  std::uint32_t max;
  std::uint32_t min;
};
static_assert(sizeof(NeuronCompatibleVersion) == 8, "driver ABI");

struct NeuronDriverInfo {
  std::uint32_t architecture;
  std::uint32_t revision;
  std::uint32_t version;
  std::uint32_t size;
  std::uint64_t feature_flags;
};
static_assert(sizeof(NeuronDriverInfo) == 24, "driver ABI");

struct NeuronDeviceBdfExt {
  // In. Added to the index of the opened device; a sum of 64 or more crashes the kernel: always 0.
  std::uint32_t nd_index;
  std::uint32_t domain;
  std::uint32_t bus;
  std::uint8_t slot;
  std::uint8_t function;
  std::uint16_t reserved;
};
static_assert(sizeof(NeuronDeviceBdfExt) == 16 && offsetof(NeuronDeviceBdfExt, slot) == 12,
              "driver ABI");

struct NeuronRoutingIdMap {
  // Of the whole host, in a container too.
  std::uint32_t count;
  // By host device index.
  std::uint32_t routing_ids[64];
};
static_assert(sizeof(NeuronRoutingIdMap) == 260, "driver ABI");

// Which physical core of which device stands at a logical position of the host.
struct NeuronCoreMapEntry {
  std::uint32_t device_id;
  std::uint32_t core;
};

// What the driver fills in: as many entries as were asked for.
struct NeuronCoreMap {
  std::uint32_t count;
  NeuronCoreMapEntry entries[128];
};
static_assert(sizeof(NeuronCoreMap) == 4 + 128 * 8, "driver ABI");

struct NeuronGetCoreMap {
  // In, all three. More than 128 entries are refused and logged.
  NeuronCoreMap* map;
  std::uint32_t max_entries;
  std::uint32_t mapping_version;
};
static_assert(sizeof(NeuronGetCoreMap) == 16, "driver ABI");

struct NeuronPodInfo {
  // In: the size of this struct; another is refused.
  std::uint16_t size;
  std::uint8_t pod_type;
  std::uint8_t pod_id[256];
  std::uint8_t pod_size;
};
static_assert(sizeof(NeuronPodInfo) == 260, "driver ABI");

struct NeuronPodStatus {
  // In: the size of this struct, which is its first form; another is refused.
  std::uint16_t size;
  std::uint8_t pod_id[256];
  std::uint32_t state;
  std::uint8_t pod_type;
  std::uint8_t pod_size;
  std::int8_t node_id;
  std::uint8_t reserved;
};
static_assert(sizeof(NeuronPodStatus) == 268 && offsetof(NeuronPodStatus, state) == 260 &&
                  offsetof(NeuronPodStatus, node_id) == 266,
              "driver ABI");

}  // namespace neuron

#endif  // AGENT_DEVICE_NEURON_ABI_H_
