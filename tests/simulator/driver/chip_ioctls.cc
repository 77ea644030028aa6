#include "tests/simulator/driver/chip_ioctls.h"

#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tests/simulator/driver/chip_abi.h"
#include "tests/simulator/host/layout.h"

namespace neuron::sim {
namespace {

constexpr std::uint32_t kMaxHwCounters = 100;

// Offsets of registers in the page that they are in.
constexpr std::uint64_t kPage = 4096;
constexpr std::uint64_t kFirmwareApi = 0x000;
constexpr std::uint64_t kRoutingId = 0x024;
constexpr std::uint64_t kSerialLow = 0x038;
constexpr std::uint64_t kSerialHigh = 0x03c;

constexpr std::uint32_t kFirmwareApiVersion = 3;
// The chip with routing id 0 has this one, where sysfs does not show it.
constexpr std::uint64_t kFirstSerial = 0x1a2b3c4d5e000000;

// The sizes that the recorded chips' BARs had.
struct BarSizes {
  std::uint64_t first;
  std::uint64_t second;
};

BarSizes BarSizesOf(std::uint32_t architecture) {
  switch (architecture) {
    case 1:
      return {0x1000000, 0x10000000};
    case 2:
      return {0x40000000, 0};
    default:
      return {0x100000000, 0};
  }
}

// Where the firmware's queues are mapped.
std::uint64_t ResourceOffset(std::uint32_t architecture) {
  switch (architecture) {
    case 1:
      return 0;
    case 2:
      return 0xfffc2700000;
    default:
      return 0x2002700000;
  }
}

std::string TextIn(const IoctlCall& call, absl::string_view path) {
  const Node* file = call.host->tree.Find(
      absl::StrCat(ChipDirectory(call.chip), "/", PlaceOf(call.host->generation, path)));
  return file == nullptr ? "" : std::string(absl::StripSuffix(file->content, "\n"));
}

std::uint64_t SerialOf(const IoctlCall& call) {
  std::uint64_t serial = 0;
  if (absl::SimpleHexAtoi(TextIn(call, "info/serial_number"), &serial)) return serial;
  return kFirstSerial + static_cast<std::uint64_t>(FindChip(*call.host, call.chip)->routing_id);
}

std::uint32_t RegisterAt(const IoctlCall& call, std::uint64_t address) {
  switch (address % kPage) {
    case kFirmwareApi:
      return kFirmwareApiVersion;
    case kRoutingId:
      return static_cast<std::uint32_t>(FindChip(*call.host, call.chip)->routing_id);
    case kSerialLow:
      return static_cast<std::uint32_t>(SerialOf(call));
    case kSerialHigh:
      return static_cast<std::uint32_t>(SerialOf(call) >> 32);
    default:
      return 0;
  }
}

}  // namespace

IoctlResult AnswerDeviceInfo(const IoctlCall& call) {
  DeviceInfo answer = {};
  answer.architecture = call.recording().architecture;
  for (const absl::string_view word : absl::StrSplit(TextIn(call, "connected_devices"), ", ")) {
    std::uint32_t neighbour = 0;
    if (!absl::SimpleAtoi(word, &neighbour) || answer.neighbour_count == kMaxNeighbours) continue;
    answer.neighbours[answer.neighbour_count++] = neighbour;
  }
  const BarSizes sizes = BarSizesOf(answer.architecture);
  answer.bar_size[0] = sizes.first;
  answer.bar_size[1] = sizes.second;
  return call.Reply(answer);
}

IoctlResult AnswerDeviceBdf(const IoctlCall& call) {
  const PciAddress& pci = FindChip(*call.host, call.chip)->pci;
  return call.Reply(DeviceBdf{
      pci.bus, static_cast<std::uint8_t>(pci.slot), static_cast<std::uint8_t>(pci.function), {}});
}

IoctlResult AnswerHostDeviceId(const IoctlCall& call) {
  return call.Reply(static_cast<std::uint32_t>(call.chip));
}

IoctlResult AnswerReadHwCounters(const IoctlCall& call) {
  HwCounters request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  if (request.count > kMaxHwCounters) return -EINVAL;
  std::vector<std::uint64_t> addresses(request.count);
  const std::size_t size = addresses.size() * sizeof(addresses[0]);
  if (!call.memory->Read(request.addresses, addresses.data(), size)) return call.BadPointer(size);
  std::vector<std::uint32_t> values;
  for (const std::uint64_t address : addresses) values.push_back(RegisterAt(call, address));
  return call.memory->Write(request.values, values.data(), size / 2) ? 0
                                                                     : call.BadPointer(size / 2);
}

IoctlResult AnswerCoreValue(const IoctlCall& call) {
  CoreValue answer = {};
  if (!call.Read(&answer)) return call.BadPointer(sizeof(answer));
  answer.value = 0;
  return call.Reply(answer);
}

IoctlResult AnswerDmaEngineState(const IoctlCall& call) {
  // As every engine of the recorded chips showed it.
  static constexpr std::uint32_t kAtRest[5] = {4, 16, 16, 1, 1};
  DmaEngineState request = {};
  if (!call.Read(&request)) return call.BadPointer(sizeof(request));
  const bool ok = call.memory->Write(request.state, kAtRest, sizeof(kAtRest));
  return ok ? 0 : call.BadPointer(sizeof(kAtRest));
}

IoctlResult AnswerResourceMmapInfo(const IoctlCall& call) {
  ResourceMmapInfo answer = {};
  if (!call.Read(&answer)) return call.BadPointer(sizeof(answer));
  answer.offset = ResourceOffset(call.recording().architecture);
  answer.size = answer.offset == 0 ? 0 : 0x2000;
  return call.Reply(answer);
}

}  // namespace neuron::sim
