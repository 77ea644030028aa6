#include "tests/simulator/libnrt/discovery.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "tests/simulator/driver/driver_abi.h"

namespace neuron::sim::nrt {
namespace {

constexpr std::uint32_t kInferentia = 1;
constexpr std::uint32_t kTrainium2 = 3;
// What the core map speaks of.
constexpr int kMapEntries = 128;

struct CoreMap {
  std::uint32_t count;
  struct {
    std::uint32_t chip;
    std::uint32_t core;
  } entries[kMapEntries];
};

int CoresOf(std::uint32_t architecture) {
  if (architecture == kInferentia) return 4;
  return architecture < kTrainium2 ? 2 : 8;
}

void FindDevices(const Environment& environment, Discovery* discovery) {
  char path[kMaxPath];
  for (int chip = 0; chip < kMaxChips; ++chip) {
    DevicePath(environment, chip, path);
    discovery->present[chip] = access(path, F_OK) == 0;
  }
}

bool OpenFirst(const Environment& environment, Discovery* discovery) {
  char path[kMaxPath];
  errno = ENODEV;
  for (int chip = 0; chip < kMaxChips; ++chip) {
    if (!discovery->present[chip]) continue;
    DevicePath(environment, chip, path);
    discovery->fd = open(path, O_WRONLY | O_CLOEXEC);
    return discovery->fd >= 0;
  }
  return false;
}

// The map came with the new datastores: a driver that does not know its number has the old ones.
void ReadCoreMap(Discovery* discovery) {
  for (auto& chip : discovery->physical) {
    for (std::uint8_t core = 0; core < kMaxCores; ++core) chip[core] = core;
  }
  CoreMap map = {};
  CoreMapRequest request = {reinterpret_cast<std::uint64_t>(&map), kMapEntries, 0};
  const bool known = ioctl(discovery->fd, kIoctlCoreMap, &request) == 0;
  discovery->has_new_datastore = known || errno != EINVAL;
  if (!known) return;
  for (int i = 0; i < kMapEntries; ++i) {
    discovery->physical[map.entries[i].chip % kMaxChips][i % kMaxCores] =
        static_cast<std::uint8_t>(map.entries[i].core % kMaxCores);
  }
}

}  // namespace

void DevicePath(const Environment& environment, int chip, char* path) {
  std::snprintf(path, kMaxPath, "%s/neuron%d", environment.device_root, chip);
}

bool Discover(const Environment& environment, Discovery* discovery) {
  *discovery = {};
  FindDevices(environment, discovery);
  if (!OpenFirst(environment, discovery)) return false;
  BasicInfo basic = {};
  if (ioctl(discovery->fd, kIoctlDeviceBasicInfo, &basic) != 0) {
    const int error = errno;
    EndDiscovery(discovery);
    errno = error;
    return false;
  }
  discovery->architecture = basic.architecture;
  discovery->cores_per_chip = CoresOf(basic.architecture);
  const bool pairs = basic.architecture >= kTrainium2 && environment.cores_per_logical != 1;
  discovery->cores_per_logical = pairs ? 2 : 1;
  DriverInfo info = {};
  const bool tells = ioctl(discovery->fd, kIoctlDriverInfoGet, &info) == 0;
  discovery->features = tells ? info.features : kTypedAllocations;
  ReadCoreMap(discovery);
  return true;
}

void EndDiscovery(Discovery* discovery) {
  close(discovery->fd);
  discovery->fd = -1;
}

int LogicalPerChip(const Discovery& discovery) {
  return discovery.cores_per_chip / discovery.cores_per_logical;
}

Place PlaceOf(const Discovery& discovery, int vnc, int i) {
  const int chip = vnc / LogicalPerChip(discovery);
  const int position = vnc % LogicalPerChip(discovery) * discovery.cores_per_logical + i;
  return {chip, discovery.physical[chip][position]};
}

}  // namespace neuron::sim::nrt
