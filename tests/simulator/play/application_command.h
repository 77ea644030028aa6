#ifndef TESTS_SIMULATOR_PLAY_APPLICATION_COMMAND_H_
#define TESTS_SIMULATOR_PLAY_APPLICATION_COMMAND_H_

#include <string>

#include "proto/config.pb.h"
#include "tests/simulator/host/host.h"
#include "tests/simulator/play/runtime_files.h"
#include "tests/simulator/play/workload_process.h"

namespace neuron::sim {

// The plan's cores as a user writes them for the runtime, in NEURON_RT_VISIBLE_CORES: ranges of
// logical cores, "0-3,8". On chips with a core map a logical core is a pair of physical ones, and
// visible if one of them is in the plan. REQUIRES: the host has the chips.
std::string VisibleCores(const config::v1::StartWorkload& plan, const Host& host);

// How to start the plan as an application with libnrt, on the devices in this directory.
WorkloadCommand ApplicationCommand(const config::v1::StartWorkload& plan, const Host& host,
                                   const RuntimeFiles& runtime,
                                   const std::string& device_directory);

}  // namespace neuron::sim

#endif  // TESTS_SIMULATOR_PLAY_APPLICATION_COMMAND_H_
