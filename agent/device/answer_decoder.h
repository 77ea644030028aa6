#ifndef AGENT_DEVICE_ANSWER_DECODER_H_
#define AGENT_DEVICE_ANSWER_DECODER_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "agent/base/reading.h"
#include "agent/device/driver.h"
#include "agent/device/neuron_abi.h"
#include "agent/device/pod.h"

namespace neuron {

// The structs that the driver fills in as values: pure, and strict, for they come from firmware and
// registers that may be in trouble. What cannot be is unknown, and the reason quotes it.

// An architecture V1...V4.
Reading<std::uint32_t> DecodeArchitecture(const NeuronDeviceBasicInfo& info);

// A PCI revision: one byte.
Reading<std::uint32_t> DecodeRevision(const NeuronDeviceBasicInfo& info);

// Sets runtime_abi_min and runtime_abi_max; both unknown if the least is above the largest.
void DecodeRuntimeAbi(const NeuronCompatibleVersion& version, DeviceAnswers* answers);

Reading<PciAddress> DecodePciAddress(const NeuronDeviceBdfExt& bdf);

// The chip's entry of the host's map: 0...63, and the map must have an entry for it.
Reading<std::uint32_t> DecodeRoutingId(const NeuronRoutingIdMap& map, int chip);

// Physical cores of a chip that has a map of its cores.
inline constexpr int kMappedCores = 8;

// Whether it has each of the physical cores once.
bool IsCoreOrder(const std::vector<int>& cores);

// The chip's eight entries of the host's map, for which at least so many and no more than
// `max_entries` were filled in.
Reading<std::vector<int>> DecodeCoreOrder(const NeuronCoreMap& map, int chip,
                                          std::uint32_t max_entries);

// A pod as numbers say it, if there can be such a one: a type and a state that we know, and a node
// below the pod's size, or -1. DataLoss for another.
absl::StatusOr<Pod> MakePod(std::uint32_t type, std::uint32_t state, std::uint64_t serial, int size,
                            int node_id);

// What both say. Unknown if they contradict each other.
Reading<Pod> DecodePod(const NeuronPodInfo& info, const NeuronPodStatus& status);

}  // namespace neuron

#endif  // AGENT_DEVICE_ANSWER_DECODER_H_
