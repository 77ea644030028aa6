#include "tests/simulator/libnrt/runtime.h"

#include <cerrno>

#include "tests/simulator/libnrt/nrt.h"

namespace neuron::sim::nrt {
namespace {

bool IsOpen(const Device& device) { return device.discovery != nullptr; }

// All cores of the host, if the environment names none.
bool ChooseCores(const Discovery& discovery, Environment* environment) {
  if (environment->visible_count > 0) return true;
  const int per_chip = LogicalPerChip(discovery);
  for (int chip = 0; chip < kMaxChips; ++chip) {
    for (int i = 0; discovery.present[chip] && i < per_chip; ++i) {
      if (environment->visible_count == kMaxVisibleCores) return false;
      environment->visible[environment->visible_count++] = chip * per_chip + i;
    }
  }
  return environment->visible_count > 0;
}

int OpenVisible(Runtime* runtime) {
  for (int i = 0; i < runtime->environment.visible_count; ++i) {
    const int chip = runtime->environment.visible[i] / LogicalPerChip(runtime->discovery);
    errno = ENODEV;
    if (chip >= kMaxChips) return kNrtInvalid;
    Device* device = &runtime->devices[chip];
    if (IsOpen(*device)) continue;
    if (!OpenDevice(runtime->environment, runtime->discovery, chip, device)) return kNrtResource;
  }
  return kNrtSuccess;
}

void CloseAll(Runtime* runtime) {
  for (Device& device : runtime->devices) {
    if (IsOpen(device)) CloseDevice(&device);
  }
  EndDiscovery(&runtime->discovery);
}

}  // namespace

int StartRuntime(Runtime* runtime) {
  errno = EINVAL;
  if (!ReadEnvironment(&runtime->environment)) return kNrtInvalid;
  if (!Discover(runtime->environment, &runtime->discovery)) return kNrtFailure;
  const bool chosen = ChooseCores(runtime->discovery, &runtime->environment);
  const int status = chosen ? OpenVisible(runtime) : kNrtInvalid;
  runtime->running = status == kNrtSuccess;
  if (runtime->running) return kNrtSuccess;
  const int error = errno;
  CloseAll(runtime);
  errno = error;
  return status;
}

void StopRuntime(Runtime* runtime) {
  CloseAll(runtime);
  runtime->running = false;
}

int TotalCores(const Runtime& runtime) {
  int chips = 0;
  for (const bool present : runtime.discovery.present) chips += present ? 1 : 0;
  return chips * LogicalPerChip(runtime.discovery);
}

bool IsVisible(const Runtime& runtime, int vnc) {
  for (int i = 0; i < runtime.environment.visible_count; ++i) {
    if (runtime.environment.visible[i] == vnc) return true;
  }
  return false;
}

Device* DeviceOf(Runtime* runtime, int vnc) {
  return &runtime->devices[PlaceOf(runtime->discovery, vnc, 0).chip];
}

int CoreOf(const Runtime& runtime, int vnc) { return PlaceOf(runtime.discovery, vnc, 0).core; }

void CountOnAll(Runtime* runtime, int vnc, const Addition* additions, int size) {
  for (int i = 0; i < runtime->discovery.cores_per_logical; ++i) {
    const Place place = PlaceOf(runtime->discovery, vnc, i);
    Count(&runtime->devices[place.chip], place.core, additions, size);
  }
}

int PlannedStatus(const Runtime& runtime, std::uint64_t execution) {
  for (int i = 0; i < runtime.environment.end_count; ++i) {
    if (runtime.environment.ends[i].execution == execution) return runtime.environment.ends[i].code;
  }
  return kNrtSuccess;
}

}  // namespace neuron::sim::nrt
