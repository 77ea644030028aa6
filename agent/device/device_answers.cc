#include "agent/device/device_answers.h"

#include <fcntl.h>

#include <cstring>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "agent/base/status.h"
#include "agent/device/answer_decoder.h"
#include "agent/device/capability_table.h"
#include "agent/device/neuron_abi.h"

namespace neuron {
namespace {

// An open descriptor, and of whom it is.
struct Device {
  Driver* driver;
  int fd;
  const AskPlan& plan;

  bool Knows(absl::string_view ioctl) const { return HasIoctl(plan.generation, ioctl); }

  template <typename T>
  absl::Status Ask(NeuronIoctl number, T* argument) const {
    return driver->Ioctl(fd, number, argument);
  }
};

// EINVAL is how a free-access descriptor refuses a number that the driver does not know.
template <typename T>
Reading<T> Failure(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsUnimplemented(status)
             ? Reading<T>::Absent()
             : Reading<T>::Unknown(status);
}

void AskBasicInfo(const Device& device, DeviceAnswers* answers) {
  NeuronDeviceBasicInfo info = {};
  const absl::Status status = device.Ask(kDeviceBasicInfo, &info);
  if (status.ok()) {
    answers->architecture = DecodeArchitecture(info);
    answers->revision = DecodeRevision(info);
  } else {
    answers->architecture = answers->revision = Failure<std::uint32_t>(status);
  }
}

void AskCompatibleVersion(const Device& device, DeviceAnswers* answers) {
  NeuronCompatibleVersion version = {};
  const absl::Status status = device.Ask(kCompatibleVersion, &version);
  if (status.ok()) {
    DecodeRuntimeAbi(version, answers);
  } else {
    answers->runtime_abi_min = answers->runtime_abi_max = Failure<std::uint32_t>(status);
  }
}

Reading<std::uint64_t> AskFeatureFlags(const Device& device) {
  if (!device.Knows("DRIVER_INFO_GET")) {
    return Reading<std::uint64_t>::Absent();
  }
  NeuronDriverInfo info = {};
  info.size = sizeof(info);
  const absl::Status status = device.Ask(kDriverInfoGet, &info);
  return status.ok() ? Reading<std::uint64_t>(info.feature_flags) : Failure<std::uint64_t>(status);
}

Reading<PciAddress> AskPciAddress(const Device& device) {
  if (!device.Knows("DEVICE_BDF_EXT")) {
    return Reading<PciAddress>::Absent();
  }
  NeuronDeviceBdfExt bdf = {};
  const absl::Status status = device.Ask(kDeviceBdfExt, &bdf);
  return status.ok() ? DecodePciAddress(bdf) : Failure<PciAddress>(status);
}

Reading<std::uint32_t> AskRoutingId(const Device& device) {
  if (!device.Knows("HOST_DEVICE_ID_TO_RID_MAP")) {
    return Reading<std::uint32_t>::Absent();
  }
  NeuronRoutingIdMap map = {};
  const absl::Status status = device.Ask(kHostDeviceIdToRidMap, &map);
  return status.ok() ? DecodeRoutingId(map, device.plan.chip) : Failure<std::uint32_t>(status);
}

// REQUIRES: the driver's map has room for the chip.
Reading<std::vector<int>> AskCoreMap(const Device& device) {
  NeuronCoreMap map = {};
  NeuronGetCoreMap request = {};
  request.map = &map;
  request.max_entries = static_cast<std::uint32_t>((device.plan.chip + 1) * kMappedCores);
  const absl::Status status = device.Ask(kGetLogicalToPhysicalNcMap, &request);
  return status.ok() ? DecodeCoreOrder(map, device.plan.chip, request.max_entries)
                     : Failure<std::vector<int>>(status);
}

Reading<std::vector<int>> AskCoreOrder(const Device& device,
                                       const Reading<std::uint32_t>& architecture) {
  using Order = Reading<std::vector<int>>;
  constexpr std::uint32_t kFirstWithMap = 3;
  constexpr int kChipsInMap = 16;
  if (!device.Knows("GET_LOGICAL_TO_PHYSICAL_NC_MAP") ||
      (architecture.has_value() && architecture.value() < kFirstWithMap)) {
    return Order::Absent();
  }
  if (!architecture.has_value()) {
    return Order::Unknown(
        absl::FailedPreconditionError("not asked: the chip did not say its architecture"));
  }
  if (device.plan.chip >= kChipsInMap) {
    return Order::Unknown(absl::OutOfRangeError(
        absl::StrCat("not asked: the driver's map of cores ends before chip ", device.plan.chip)));
  }
  return AskCoreMap(device);
}

// While the servers elect, the ioctl fails with EBUSY after the struct has been filled in. Another
// failure leaves the bytes that were there before, which are of no pod.
Reading<Pod> PodDespite(const absl::Status& failure, const NeuronPodInfo& info,
                        const NeuronPodStatus& status) {
  const Reading<Pod> pod = DecodePod(info, status);
  const bool electing = absl::IsUnavailable(failure) && pod.has_value() && !IsSettled(pod.value());
  return electing ? pod : Failure<Pod>(failure);
}

Reading<Pod> AskPod(const Device& device) {
  if (!device.Knows("POD_INFO") || !device.Knows("POD_STATUS")) {
    return Reading<Pod>::Absent();
  }
  constexpr int kOfNoPod = 0xee;
  NeuronPodInfo info = {};
  info.size = sizeof(info);
  NeuronPodStatus pod_status;
  std::memset(&pod_status, kOfNoPod, sizeof(pod_status));
  pod_status.size = sizeof(pod_status);
  const absl::Status info_asked = device.Ask(kPodInfo, &info);
  if (!info_asked.ok()) {
    return Failure<Pod>(info_asked);
  }
  const absl::Status asked = device.Ask(kPodStatus, &pod_status);
  return asked.ok() ? DecodePod(info, pod_status) : PodDespite(asked, info, pod_status);
}

}  // namespace

absl::StatusOr<DeviceAnswers> AskDevice(Driver* driver, const std::string& path,
                                        const AskPlan& plan) {
  NEURON_ASSIGN_OR_RETURN(const int fd, driver->Open(path, O_WRONLY | O_CLOEXEC));
  const Device device = {driver, fd, plan};
  DeviceAnswers answers;
  AskBasicInfo(device, &answers);
  AskCompatibleVersion(device, &answers);
  answers.feature_flags = AskFeatureFlags(device);
  answers.pci = AskPciAddress(device);
  answers.routing_id = AskRoutingId(device);
  answers.core_order = AskCoreOrder(device, answers.architecture);
  answers.pod = AskPod(device);
  driver->Close(fd);
  return answers;
}

}  // namespace neuron
