#include "tests/simulator/driver/monitor_ioctls.h"

#include <sys/ioctl.h>

#include <array>
#include <cstring>
#include <vector>

#include "tests/simulator/driver/driver_abi.h"
#include "tests/simulator/driver/pod.h"

namespace neuron::sim {
namespace {

constexpr std::uint32_t kMaxCoreMapEntries = 128;
constexpr std::uint32_t kCoresPerChip = 8;

// The physical core behind each logical position of a Trainium2. It depends on how the chip is
// turned on its board.
const std::array<std::uint32_t, kCoresPerChip>& CoreOrder(std::uint32_t chip) {
  static constexpr std::array<std::array<std::uint32_t, kCoresPerChip>, 4> kOrders = {{
      {4, 5, 6, 7, 2, 3, 0, 1},
      {2, 3, 0, 1, 4, 5, 6, 7},
      {0, 1, 2, 3, 6, 7, 4, 5},
      {6, 7, 4, 5, 0, 1, 2, 3},
  }};
  const bool second_pair = (chip / 4) % 2 == 1;
  return kOrders[chip % 2 + (second_pair ? 2 : 0)];
}

// In some servers of an UltraServer the dies are the other way round; version 1 of the map does not
// say so.
std::uint32_t DieFlip(const IoctlCall& call, std::uint32_t version) {
  const int node = PodOf(call.host).node_id;
  return version == 0 && (node == 1 || node == 3) ? 6 : 0;
}

// Bits of what the driver can do: neuron-driver.md §5.3 has those of 2.24, 2.25 and 2.30.
std::uint64_t FeaturesOf(int driver) {
  if (driver >= 30) return 0x1fff;
  return driver >= 25 ? 0x1ff : 0xff;
}

}  // namespace

IoctlResult AnswerBasicInfo(const IoctlCall& call) {
  return call.Reply(BasicInfo{call.recording().architecture, 0});
}

IoctlResult AnswerCompatibleVersion(const IoctlCall& call) {
  if (call.recording().architecture == 3 && call.driver() < 20) {
    return call.Reply(CompatibleVersion{9, 5});
  }
  return call.Reply(CompatibleVersion{call.recording().runtime_max, call.recording().runtime_min});
}

IoctlResult AnswerDriverInfo(const IoctlCall& call) {
  if (_IOC_DIR(call.number) == _IOC_WRITE) return -kErrnoNotSupported;
  if (_IOC_DIR(call.number) != _IOC_READ || _IOC_SIZE(call.number) < sizeof(DriverInfo)) {
    return -EINVAL;
  }
  return call.Reply(DriverInfo{call.recording().architecture, 0, 0, sizeof(DriverInfo),
                               FeaturesOf(call.driver())});
}

IoctlResult AnswerBdfExt(const IoctlCall& call) {
  BdfExt answer = {};
  if (!call.Read(&answer)) return call.BadPointer(sizeof(answer));
  const int wanted = call.chip + static_cast<std::uint8_t>(answer.index);
  const Chip* chip = FindChip(*call.host, wanted);
  if (chip == nullptr || !chip->present) return -EINVAL;
  answer = {answer.index,
            chip->pci.domain,
            chip->pci.bus,
            static_cast<std::uint8_t>(chip->pci.slot),
            static_cast<std::uint8_t>(chip->pci.function),
            {}};
  return call.Reply(answer);
}

IoctlResult AnswerRoutingIdMap(const IoctlCall& call) {
  RoutingIdMap answer = {};
  for (const Chip& chip : call.host->chips) {
    if (!chip.present) continue;
    ++answer.count;
    answer.routing_ids[chip.index] = static_cast<std::uint32_t>(chip.routing_id);
  }
  return call.Reply(answer);
}

IoctlResult AnswerCoreMap(const IoctlCall& call) {
  if (!call.recording().has_core_map) return -kErrnoNotSupported;
  CoreMapRequest request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  const std::uint32_t newest_version = call.driver() >= 30 ? 1 : 0;
  if (request.max_entries > kMaxCoreMapEntries || request.version > newest_version) return -EINVAL;
  const std::uint32_t flip = DieFlip(call, request.version);
  std::vector<std::uint32_t> map = {request.max_entries};
  for (std::uint32_t i = 0; i < request.max_entries; ++i) {
    const std::uint32_t chip = i / kCoresPerChip;
    map.push_back(chip);
    map.push_back(CoreOrder(chip)[i % kCoresPerChip ^ flip]);
  }
  const std::size_t size = map.size() * sizeof(map[0]);
  return call.memory->Write(request.map, map.data(), size) ? 0 : call.BadPointer(size);
}

IoctlResult AnswerPodInfo(const IoctlCall& call) {
  PodInfo answer = {};
  if (!call.Read(&answer.size)) return call.BadPointer(sizeof(answer.size));
  if (answer.size != sizeof(answer)) return -EINVAL;
  const Pod pod = PodOf(call.host);
  answer.type = pod.type;
  answer.pod_size = pod.size;
  std::memcpy(answer.id, &pod.serial, sizeof(pod.serial));
  return call.Reply(answer);
}

IoctlResult AnswerPodStatus(const IoctlCall& call) {
  PodStatus answer = {};
  if (!call.Read(&answer.size)) return call.BadPointer(sizeof(answer.size));
  const bool is_v2 = answer.size == sizeof(answer) && call.driver() >= 23;
  if (!is_v2 && answer.size != kPodStatusV1Size) return -EINVAL;
  const Pod pod = PodOf(call.host);
  answer.state = pod.state;
  answer.type = pod.type;
  answer.pod_size = pod.size;
  answer.node_id = static_cast<std::int8_t>(pod.node_id);
  answer.modes_supported = pod.modes;
  std::memcpy(answer.id, &pod.serial, sizeof(pod.serial));
  const int result = call.Reply(&answer, answer.size);
  return result == 0 && pod.state == kPodStateInProgress ? -EBUSY : result;
}

}  // namespace neuron::sim
