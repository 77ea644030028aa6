#include "tests/simulator/libnrt/device.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tests/simulator/driver/application_abi.h"
#include "tests/simulator/driver/datastore_layout.h"

namespace neuron::sim::nrt {
namespace {

// The counters of a core are in two runs.
constexpr int kFirstRun = 31;

// 2.21.41, as device counter 0 has it.
constexpr std::uint64_t kRuntimeVersion = 2ULL << 40 | 21ULL << 32 | 41;

std::size_t OffsetOf(const Device& device, int core, int counter) {
  return device.discovery->has_new_datastore ? CoreCounterOffset(core, counter)
                                             : OldCoreCounterOffset(core, counter);
}

// Not by the mapping: the kernel would keep what is stored there for a while.
bool Store(const Device& device, std::size_t where, const void* bytes, std::size_t size) {
  const auto offset = static_cast<off_t>(device.datastore_offset + where);
  return pwrite(device.fd, bytes, size, offset) == static_cast<ssize_t>(size);
}

// In driver 2.30 the counters of the page's last owner are still there, and go on.
void ReadCounters(Device* device) {
  for (int core = 0; core < device->discovery->cores_per_chip; ++core) {
    for (int counter = 0; counter < kCoreCounters; ++counter) {
      std::memcpy(&device->counters[core][counter],
                  device->datastore + OffsetOf(*device, core, counter), sizeof(std::uint64_t));
    }
  }
}

bool MakeDatastore(Device* device) {
  DatastoreRequest request = {};
  if (ioctl(device->fd, kIoctlAcquireDatastore, &request) != 0) return false;
  device->datastore_offset = request.mmap_offset;
  void* mapping = mmap(nullptr, kDatastoreBytes, PROT_READ, MAP_SHARED, device->fd,
                       static_cast<off_t>(request.mmap_offset));
  if (mapping == MAP_FAILED) return false;
  device->datastore = static_cast<const unsigned char*>(mapping);
  ReadCounters(device);
  // The signature is last: with it the page is somebody's.
  constexpr std::uint32_t kFormat = 1;
  return Store(*device, DeviceCounterOffset(0), &kRuntimeVersion, sizeof(kRuntimeVersion)) &&
         Store(*device, sizeof(kDatastoreSignature), &kFormat, sizeof(kFormat)) &&
         Store(*device, 0, kDatastoreSignature, sizeof(kDatastoreSignature));
}

// Each core has the memory next to it.
std::uint32_t HbmOf(const Device& device, int core) {
  const int cores = device.discovery->cores_per_chip;
  const int hbms = cores == kMaxCores ? 4 : 2;
  return static_cast<std::uint32_t>(core * hbms / cores);
}

bool IsOnHost(Memory type) { return type == Memory::kHostTensors || type == Memory::kHostMisc; }

void StoreRun(const Device& device, int core, int first, int end) {
  Store(device, OffsetOf(device, core, first), &device.counters[core][first],
        static_cast<std::size_t>(end - first) * sizeof(std::uint64_t));
}

}  // namespace

bool OpenDevice(const Environment& environment, const Discovery& discovery, int chip,
                Device* device) {
  *device = {};
  device->chip = chip;
  device->discovery = &discovery;
  pthread_mutex_init(&device->mutex, nullptr);
  char path[kMaxPath];
  DevicePath(environment, chip, path);
  device->fd = open(path, O_RDWR | O_CLOEXEC);
  if (device->fd < 0) return false;
  if (MakeDatastore(device)) return true;
  const int error = errno;
  CloseDevice(device);
  errno = error;
  return false;
}

void CloseDevice(Device* device) {
  if (device->datastore != nullptr) {
    munmap(const_cast<unsigned char*>(device->datastore), kDatastoreBytes);
  }
  DatastoreRequest request = {};
  ioctl(device->fd, kIoctlReleaseDatastore, &request);
  close(device->fd);
  pthread_mutex_destroy(&device->mutex);
  *device = {};
  device->fd = -1;
}

std::uint64_t Allocate(Device* device, Memory type, int core, std::uint64_t bytes) {
  const std::uint64_t features = device->discovery->features;
  std::uint64_t handle = 0;
  MemAllocTyped64 wide = {};
  wide.bytes = bytes;
  wide.on_host = IsOnHost(type) ? 1 : 0;
  wide.hbm = HbmOf(*device, core);
  wide.core = static_cast<std::uint32_t>(core);
  wide.handle = reinterpret_cast<std::uint64_t>(&handle);
  wide.type = static_cast<std::uint32_t>(type);
  if ((features & k64BitAllocations) != 0) {
    return ioctl(device->fd, kIoctlMemAllocTyped64, &wide) == 0 ? handle : 0;
  }
  if (bytes > UINT32_MAX) {
    errno = ENOMEM;
    return 0;
  }
  MemAllocTyped typed = {};
  typed.alloc = {
      static_cast<std::uint32_t>(bytes), 0, wide.on_host, wide.hbm, 0, wide.core, wide.handle};
  typed.type = wide.type;
  const bool has_types = (features & kTypedAllocations) != 0;
  const std::uint32_t number = has_types ? kIoctlMemAllocTyped : kIoctlMemAllocV2;
  return ioctl(device->fd, number, &typed) == 0 ? handle : 0;
}

void Free(Device* device, std::uint64_t handle) {
  MemFree request = {handle};
  ioctl(device->fd, kIoctlMemFree, &request);
}

void Count(Device* device, int core, const Addition* additions, int size) {
  pthread_mutex_lock(&device->mutex);
  bool has_first = false;
  bool has_second = false;
  for (int i = 0; i < size; ++i) {
    device->counters[core][additions[i].counter] += additions[i].amount;
    (additions[i].counter < kFirstRun ? has_first : has_second) = true;
  }
  if (has_first) StoreRun(*device, core, 0, kFirstRun);
  if (has_second) StoreRun(*device, core, kFirstRun, kCoreCounters);
  pthread_mutex_unlock(&device->mutex);
}

}  // namespace neuron::sim::nrt
