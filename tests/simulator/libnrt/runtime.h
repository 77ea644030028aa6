#ifndef TESTS_SIMULATOR_LIBNRT_RUNTIME_H_
#define TESTS_SIMULATOR_LIBNRT_RUNTIME_H_

#include "tests/simulator/libnrt/device.h"
#include "tests/simulator/libnrt/discovery.h"
#include "tests/simulator/libnrt/environment.h"

namespace neuron::sim::nrt {

// What a process has between nrt_init and nrt_close: the plan, and the chips of its visible cores.
struct Runtime {
  bool running;
  Environment environment;
  Discovery discovery;
  // By chip; those without a discovery are not open.
  Device devices[kMaxChips];
};

// Gives a status of nrt.h, with errno unless it is success; then nothing is open.
// REQUIRES: not running.
int StartRuntime(Runtime* runtime);

// REQUIRES: running.
void StopRuntime(Runtime* runtime);

// How many logical cores the host has.
int TotalCores(const Runtime& runtime);

// Whether the logical core is one that this process was given. The following require it.
bool IsVisible(const Runtime& runtime, int vnc);

// The chip of a logical core, and the first of its physical cores, which its memory is charged to.
Device* DeviceOf(Runtime* runtime, int vnc);
int CoreOf(const Runtime& runtime, int vnc);

// Counts on every physical core of the logical one.
void CountOnAll(Runtime* runtime, int vnc, const Addition* additions, int size);

// The status with which a model's execution of this number is to end.
int PlannedStatus(const Runtime& runtime, std::uint64_t execution);

}  // namespace neuron::sim::nrt

#endif  // TESTS_SIMULATOR_LIBNRT_RUNTIME_H_
