#include "agent/device/answer_decoder.h"

#include <algorithm>
#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "agent/device/chip_set.h"
#include "agent/device/pci_address.h"

namespace neuron {
namespace {

template <typename T, typename... Words>
Reading<T> Impossible(const Words&... words) {
  return Reading<T>::Unknown(absl::DataLossError(absl::StrCat("the driver says ", words...)));
}

// The first eight bytes of the pod's id, little-endian.
std::uint64_t SerialOf(const std::uint8_t* pod_id) {
  std::uint64_t serial = 0;
  for (int byte = 7; byte >= 0; --byte) {
    serial = serial << 8 | pod_id[byte];
  }
  return serial;
}

}  // namespace

Reading<std::uint32_t> DecodeArchitecture(const NeuronDeviceBasicInfo& info) {
  if (info.architecture < 1 || info.architecture > 4) {
    return Impossible<std::uint32_t>("architecture ", info.architecture);
  }
  return info.architecture;
}

Reading<std::uint32_t> DecodeRevision(const NeuronDeviceBasicInfo& info) {
  if (info.revision > 0xff) {
    return Impossible<std::uint32_t>("revision ", info.revision);
  }
  return info.revision;
}

void DecodeRuntimeAbi(const NeuronCompatibleVersion& version, DeviceAnswers* answers) {
  if (version.min > version.max) {
    answers->runtime_abi_min = answers->runtime_abi_max =
        Impossible<std::uint32_t>("runtimes ", version.min, " to ", version.max);
    return;
  }
  answers->runtime_abi_min = version.min;
  answers->runtime_abi_max = version.max;
}

Reading<PciAddress> DecodePciAddress(const NeuronDeviceBdfExt& bdf) {
  const PciAddress address = {bdf.domain, bdf.bus, bdf.slot, bdf.function};
  return IsPossible(address) ? Reading<PciAddress>(address)
                             : Impossible<PciAddress>("PCI address ", ToString(address));
}

Reading<std::uint32_t> DecodeRoutingId(const NeuronRoutingIdMap& map, int chip) {
  if (map.count > kMaxChips || static_cast<std::uint32_t>(chip) >= map.count) {
    return Impossible<std::uint32_t>("routing ids of ", map.count, " chips; this is chip ", chip);
  }
  const std::uint32_t id = map.routing_ids[chip];
  return id < kMaxChips ? Reading<std::uint32_t>(id) : Impossible<std::uint32_t>("routing id ", id);
}

bool IsCoreOrder(const std::vector<int>& cores) {
  unsigned seen = 0;
  for (int core : cores) {
    if (core < 0 || core >= kMappedCores) {
      return false;
    }
    seen |= 1u << core;
  }
  return cores.size() == kMappedCores && seen == (1u << kMappedCores) - 1;
}

Reading<std::vector<int>> DecodeCoreOrder(const NeuronCoreMap& map, int chip,
                                          std::uint32_t max_entries) {
  const std::uint32_t first = static_cast<std::uint32_t>(chip) * kMappedCores;
  if (map.count > max_entries || map.count < first + kMappedCores) {
    return Impossible<std::vector<int>>(map.count, " entries of ", max_entries, " asked for");
  }
  std::vector<int> cores;
  for (std::uint32_t i = first; i < first + kMappedCores; ++i) {
    const NeuronCoreMapEntry& entry = map.entries[i];
    if (entry.device_id != static_cast<std::uint32_t>(chip) || entry.core >= kMappedCores) {
      return Impossible<std::vector<int>>("logical core ", i, " is core ", entry.core, " of chip ",
                                          entry.device_id);
    }
    cores.push_back(static_cast<int>(entry.core));
  }
  return IsCoreOrder(cores) ? Reading<std::vector<int>>(cores)
                            : Impossible<std::vector<int>>("one core at two logical positions");
}

absl::StatusOr<Pod> MakePod(std::uint32_t type, std::uint32_t state, std::uint64_t serial, int size,
                            int node_id) {
  if (type > static_cast<std::uint32_t>(PodType::kSwitch) ||
      state > static_cast<std::uint32_t>(PodState::kSingle) || size < 0 || node_id < -1 ||
      node_id >= std::max(size, 0)) {
    return absl::DataLossError(absl::StrCat("the driver says pod type ", type, ", state ", state,
                                            ", node ", node_id, " of ", size));
  }
  return Pod{static_cast<PodType>(type), static_cast<PodState>(state), serial, size, node_id};
}

Reading<Pod> DecodePod(const NeuronPodInfo& info, const NeuronPodStatus& status) {
  if (info.pod_type != status.pod_type || info.pod_size != status.pod_size ||
      SerialOf(info.pod_id) != SerialOf(status.pod_id)) {
    return Impossible<Pod>("one thing of its pod by POD_INFO and another by POD_STATUS");
  }
  const absl::StatusOr<Pod> pod = MakePod(status.pod_type, status.state, SerialOf(status.pod_id),
                                          status.pod_size, status.node_id);
  return pod.ok() ? Reading<Pod>(*pod) : Reading<Pod>::Unknown(pod.status());
}

}  // namespace neuron
