#ifndef AGENT_DEVICE_LIVE_COUNTERS_H_
#define AGENT_DEVICE_LIVE_COUNTERS_H_

#include "agent/base/reading.h"
#include "agent/device/driver_version.h"

namespace neuron {

// Whether drivers of this generation, from 2.30 on, show in sysfs what runtimes count as they count
// it; older ones do when the process ends (neuron-driver.md §7.4). False if that is not known.
// Pure.
bool ShowsLiveCounters(const Reading<DriverVersion>& generation);

}  // namespace neuron

#endif  // AGENT_DEVICE_LIVE_COUNTERS_H_
