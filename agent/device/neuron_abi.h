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

}  // namespace neuron

#endif  // AGENT_DEVICE_NEURON_ABI_H_
