#include "tests/simulator/driver/ioctl_table.h"

#include <sys/ioctl.h>

namespace neuron::sim {
namespace {

constexpr unsigned kType = 'N';

constexpr bool kFree = true;
constexpr bool kByByte = true;

bool Matches(const KnownIoctl& known, std::uint32_t number) {
  if (number == known.number) return true;
  return known.by_number_byte && _IOC_TYPE(number) == kType &&
         _IOC_NR(number) == _IOC_NR(known.number);
}

}  // namespace

// In the order of their number byte.
const std::vector<KnownIoctl>& KnownIoctls() {
  static const auto* const kKnown = new std::vector<KnownIoctl>{
      {0x00004e01, "DEVICE_RESET"},
      {0x80014e02, "DEVICE_READY"},
      {0x80084e03, "DEVICE_INFO"},
      {0x80084e04, "DEVICE_INIT"},
      {0x00004e05, "DEVICE_RELEASE"},
      {0x80044e06, "DEVICE_APP_PID"},
      {0x80084e07, "DEVICE_GET_ALL_APPS_INFO"},
      {0x80084e0b, "BAR_READ"},
      {0x40084e0c, "BAR_WRITE"},
      {0x40084e0d, "POST_METRIC"},
      {0x80084e15, "MEM_ALLOC"},
      {0x80084e16, "MEM_FREE"},
      {0x80084e17, "MEM_COPY"},
      {0x80284e17, "MEM_COPY64"},
      {0xc0084e18, "MEM_BUF_COPY"},
      {0xc0284e18, "MEM_BUF_COPY64"},
      {0x80084e19, "MEM_GET_PA"},
      {0x80084e1a, "MEM_GET_INFO"},
      {0xc0084e1b, "PROGRAM_ENGINE"},
      {0x80084e1c, "MEMSET"},
      {0x80204e1c, "MEMSET64"},
      {0x80084e1d, "MEM_GET_EXTENDED_INFO"},
      {0x80084e1e, "DMA_ENG_INIT"},
      {0x80084e1f, "DMA_ENG_SET_STATE"},
      {0xc0084e20, "DMA_ENG_GET_STATE"},
      {0x80084e21, "DMA_QUEUE_INIT"},
      {0x80084e22, "DMA_QUEUE_RELEASE"},
      {0x80084e23, "DMA_COPY_START"},
      {0x80084e24, "DMA_ACK"},
      {0xc0084e25, "DMA_QUEUE_GET_STATE"},
      {0x80084e26, "DMA_COPY_DESCRIPTORS"},
      {0x80284e26, "DMA_COPY_DESCRIPTORS64"},
      {0xc0084e27, "DMA_DESCRIPTOR_COPYOUT"},
      {0x80084e28, "DMA_QUIESCE"},
      {0x80084e29, "SEMAPHORE_INCREMENT"},
      {0x80084e2a, "SEMAPHORE_DECREMENT"},
      {0xc0084e2b, "SEMAPHORE_READ"},
      {0x80084e2c, "SEMAPHORE_WRITE"},
      {0x80084e2d, "EVENT_SET"},
      {0xc0084e2e, "EVENT_GET"},
      {0x80084e33, "NOTIFICATIONS_INIT"},
      {0x80084e34, "NOTIFICATIONS_DESTROY"},
      {0x80084e35, "NOTIFICATIONS_INIT_V2"},
      {0x80084e36, "NOTIFICATIONS_REALLOC_V2"},
      {0x80084e3a, "NOTIFICATIONS_QUEUE_INFO"},
      {0x80084e3d, "READ_HW_COUNTERS"},
      {0x80084e47, "ACQUIRE_NEURON_DS"},
      {0x80084e48, "RELEASE_NEURON_DS"},
      {0x40084e51, "CRWL_READER_ENTER"},
      {0x40084e52, "CRWL_READER_EXIT"},
      {0x40084e53, "CRWL_WRITER_ENTER"},
      {0x40084e54, "CRWL_WRITER_DOWNGRADE"},
      {0x40084e55, "CRWL_NC_RANGE_MARK", kFree},
      {0xc0504e55, "CRWL_NC_RANGE_MARK_EXT0", kFree},
      {0x40084e56, "CRWL_NC_RANGE_UNMARK", kFree},
      {0x40504e56, "CRWL_NC_RANGE_UNMARK_EXT0", kFree},
      {0x40084e5b, "CINIT_SET_STATE"},
      {0x40084e5c, "NC_MODEL_STARTED_COUNT"},
      {0x40084e5d, "COMPATIBLE_VERSION", kFree},
      {0x40084e64, "DEVICE_BASIC_INFO", kFree},
      {0x80084e65, "DEVICE_BDF"},
      {0x80084e66, "MEM_ALLOC_V2"},
      {0x80304e66, "MEM_ALLOC_V2MT"},
      {0x80384e66, "MEM_ALLOC_V2MT64"},
      {0x80084e67, "NC_RESET"},
      {0x80084e68, "NC_RESET_READY"},
      {0xc0084e69, "PROGRAM_ENGINE_NC"},
      {0xc0284e69, "PROGRAM_ENGINE_NC64"},
      {0x80014e6a, "DEVICE_RESET_STATUS", !kFree, !kByByte, 7},
      {0x80084e6a, "DEVICE_BDF_EXT", kFree, !kByByte, 9},
      {0x80084e6b, "DMABUF_FD", kFree},
      {0xc0304e6c, "MEM_COPY_ASYNC"},
      {0xc0384e6c, "MEM_COPY_ASYNC64"},
      {0x40184e6d, "MEM_COPY_ASYNC_WAIT"},
      {0x80184e6e, "DRIVER_INFO", kFree, kByByte, 12},
      {0xc0184e6f, "MC_GET_INFO"},
      {0xc0204e6f, "MC_GET_INFO_V2"},
      {0xc0204e70, "RESOURCE_MMAP_INFO"},
      {0x40104e71, "PRINTK", kFree},
      {0x80044e72, "HOST_DEVICE_ID", !kFree, !kByByte, 16},
      {0xc1044e73, "HOST_DEVICE_ID_TO_RID_MAP", kFree, kByByte, 16},
      {0x80084e74, "DUMP_MEM_CHUNKS", !kFree, !kByByte, 18},
      {0xc0104e75, "NC_PID_STATE_DUMP", kFree},
      {0xc0104e76, "HBM_SCRUB_START"},
      {0xc0084e77, "HBM_SCRUB_WAIT"},
      {0xc0104e78, "GET_LOGICAL_TO_PHYSICAL_NC_MAP", kFree, !kByByte, 19},
      {0xc1044e79, "POD_INFO", kFree, kByByte, 19},
      {0xc10c4e7a, "POD_STATUS", kFree, kByByte, 19},
      {0xc0104e7b, "POD_CTRL", kFree, kByByte, 19},
      {0xc0284e7c, "MEM_BUF_ZEROCOPY64"},
      {0xb0084e85, "DMA_QUEUE_INIT_BATCH"},
      // Of those that came later, the numbers are not all known: only their number bytes are.
      {0x00004e7d, "H2T_DMA_ALLOC_QUEUES", !kFree, kByByte, 25},
      {0x00004e7e, "H2T_DMA_FREE_QUEUES", !kFree, kByByte, 25},
      {0x40084e7f, "POWER_PROFILE", !kFree, kByByte, 25},
      {0x40044e80, "METRICS_CTRL", !kFree, kByByte, 25},
      {0x00004e81, "MEM_BUF_ZEROCOPY64_BATCHES", !kFree, kByByte, 25},
      {0x40044e82, "THROTTLING_NOTIFICATIONS", !kFree, kByByte, 25},
      {0x40104e83, "GET_VA_PLACEMENT", kFree, kByByte, 26},
      {0xc0084e84, "GET_PERFORMANCE_PROFILE", !kFree, kByByte, 30},
      {0x00004e86, "GET_AVAILABLE_PROFILES", !kFree, kByByte, 30},
      {0x00004e87, "ASYNC_COMPLETION_QUEUES", !kFree, kByByte, 30},
      {0x00004e88, "HOST_MEM_PIN", kFree, kByByte, 30},
      {0x00004e89, "HOST_MEM_UNPIN", kFree, kByByte, 30},
      {0x00004e8a, "DMABUF_FD_V2", kFree, kByByte, 30},
      {0x00004e8b, "BAR_INFO", !kFree, kByByte, 30},
  };
  return *kKnown;
}

const KnownIoctl* FindIoctl(const Generation& generation, std::uint32_t number, bool free_access) {
  for (const KnownIoctl& known : KnownIoctls()) {
    const bool is_there = generation.minor >= known.first_driver;
    if (is_there && Matches(known, number) && (known.free_access || !free_access)) return &known;
  }
  return nullptr;
}

}  // namespace neuron::sim
