#include "tests/simulator/driver/ioctl_answers.h"

#include <sys/ioctl.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

#include "tests/simulator/driver/driver_abi.h"

namespace neuron::sim {
namespace {

constexpr std::uint32_t kMaxCoreMapEntries = 128;
constexpr std::uint32_t kFeatures = 0xff;

// Everything that one answer needs.
struct Call {
  const Host& host;
  int chip;
  std::uint32_t number;
  std::uint64_t argument;
  CallerMemory* memory;

  const Recording& recording() const { return *host.instance.recording; }

  template <typename T>
  bool Read(T* value) const {
    return memory->Read(argument, value, sizeof(T));
  }

  // Gives back what the ioctl returns.
  int Reply(const void* bytes, std::size_t size) const {
    return memory->Write(argument, bytes, size) ? 0 : -EFAULT;
  }

  template <typename T>
  int Reply(const T& value) const {
    return Reply(&value, sizeof(T));
  }
};

int AnswerDriverInfo(const Call& call) {
  if (_IOC_DIR(call.number) == _IOC_WRITE) return -kErrnoNotSupported;
  if (_IOC_DIR(call.number) != _IOC_READ || _IOC_SIZE(call.number) < sizeof(DriverInfo)) {
    return -EINVAL;
  }
  return call.Reply(DriverInfo{call.recording().architecture, 0, 0, sizeof(DriverInfo), kFeatures});
}

int AnswerBdfExt(const Call& call) {
  BdfExt answer = {};
  if (!call.Read(&answer)) return -EFAULT;
  const int wanted = call.chip + static_cast<std::uint8_t>(answer.index);
  for (const Chip& chip : call.host.chips) {
    if (chip.index != wanted || !chip.present) continue;
    answer = {answer.index,
              chip.pci.domain,
              chip.pci.bus,
              static_cast<std::uint8_t>(chip.pci.slot),
              static_cast<std::uint8_t>(chip.pci.function),
              {}};
    return call.Reply(answer);
  }
  return -EINVAL;
}

int AnswerRoutingIdMap(const Call& call) {
  RoutingIdMap answer = {};
  for (const Chip& chip : call.host.chips) {
    if (!chip.present) continue;
    ++answer.count;
    answer.routing_ids[chip.index] = static_cast<std::uint32_t>(chip.routing_id);
  }
  return call.Reply(answer);
}

// The physical core behind each logical position of a Trainium2. It depends on how the chip is
// turned on its board.
const std::array<std::uint32_t, 8>& CoreOrder(int chip) {
  static constexpr std::array<std::array<std::uint32_t, 8>, 4> kOrders = {{
      {4, 5, 6, 7, 2, 3, 0, 1},
      {2, 3, 0, 1, 4, 5, 6, 7},
      {0, 1, 2, 3, 6, 7, 4, 5},
      {6, 7, 4, 5, 0, 1, 2, 3},
  }};
  const bool second_pair = (chip / 4) % 2 == 1;
  return kOrders[static_cast<std::size_t>(chip % 2 + (second_pair ? 2 : 0))];
}

int AnswerCoreMap(const Call& call) {
  if (!call.recording().has_core_map) return -kErrnoNotSupported;
  CoreMapRequest request = {};
  if (!call.Read(&request)) return -EFAULT;
  if (request.max_entries > kMaxCoreMapEntries || request.version != 0) return -EINVAL;
  std::vector<std::uint32_t> map = {request.max_entries};
  for (std::uint32_t i = 0; i < request.max_entries; ++i) {
    map.push_back(i / 8);
    map.push_back(CoreOrder(static_cast<int>(i / 8))[i % 8]);
  }
  return call.memory->Write(request.map, map.data(), map.size() * sizeof(map[0])) ? 0 : -EFAULT;
}

int AnswerPodInfo(const Call& call) {
  PodInfo answer = {};
  if (!call.Read(&answer.size)) return -EFAULT;
  if (answer.size != sizeof(answer)) return -EINVAL;
  return call.Reply(answer);
}

int AnswerPodStatus(const Call& call) {
  PodStatus answer = {};
  if (!call.Read(&answer.size)) return -EFAULT;
  if (answer.size != sizeof(answer) && answer.size != kPodStatusV1Size) return -EINVAL;
  answer.state = kPodStateSingleNode;
  answer.node_id = -1;
  return call.Reply(&answer, answer.size);
}

}  // namespace

int AnswerIoctl(const Host& host, int chip, std::uint32_t number, std::uint64_t argument,
                CallerMemory* memory) {
  const Call call = {host, chip, number, argument, memory};
  const Recording& recording = call.recording();
  switch (number) {
    case kIoctlDeviceBasicInfo:
      return call.Reply(BasicInfo{recording.architecture, 0});
    case kIoctlCompatibleVersion:
      return call.Reply(CompatibleVersion{recording.runtime_max, recording.runtime_min});
    case kIoctlDeviceBdfExt:
      return AnswerBdfExt(call);
    case kIoctlCoreMap:
      return AnswerCoreMap(call);
    default:
      break;
  }
  // The driver looks only at these ones' number byte.
  if (_IOC_TYPE(number) != _IOC_TYPE(kIoctlDeviceBasicInfo)) return -EINVAL;
  switch (_IOC_NR(number)) {
    case _IOC_NR(kIoctlDriverInfoGet):
      return AnswerDriverInfo(call);
    case _IOC_NR(kIoctlRoutingIdMap):
      return AnswerRoutingIdMap(call);
    case _IOC_NR(kIoctlPodInfo):
      return AnswerPodInfo(call);
    case _IOC_NR(kIoctlPodStatus):
      return AnswerPodStatus(call);
    default:
      return -EINVAL;
  }
}

std::optional<std::uint32_t> RelativeIndex(std::uint32_t number, std::uint64_t argument,
                                           CallerMemory* memory) {
  std::uint32_t index = 0;
  if (number != kIoctlDeviceBdfExt || !memory->Read(argument, &index, sizeof(index))) {
    return std::nullopt;
  }
  return index;
}

}  // namespace neuron::sim
