#include "agent/device/driver.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "agent/base/status.h"
#include "agent/device/neuron_abi.h"

namespace neuron {
namespace {

class KernelDriver : public Driver {
 public:
  absl::StatusOr<int> Open(const std::string& path, int flags) override {
    const int fd = open(path.c_str(), flags);
    if (fd < 0) {
      return ErrnoStatus(errno, absl::StrCat("open ", path));
    }
    return fd;
  }

  absl::Status Ioctl(int fd, std::uint32_t number, void* argument) override {
    const int result = ioctl(fd, number, argument);
    if (result == 0) {
      return absl::OkStatus();
    }
    const std::string what = absl::StrFormat("ioctl %#x", number);
    return result < 0 ? ErrnoStatus(errno, what)
                      : absl::DataLossError(absl::StrCat(what, ": returned ", result));
  }

  void Close(int fd) override { close(fd); }
};

// EINVAL is how a free-access descriptor refuses a number that the driver does not know.
template <typename T>
Reading<T> Failure(const absl::Status& status) {
  return absl::IsInvalidArgument(status) || absl::IsUnimplemented(status)
             ? Reading<T>::Absent()
             : Reading<T>::Unknown(status);
}

void AskBasicInfo(Driver* driver, int fd, DeviceAnswers* answers) {
  NeuronDeviceBasicInfo info = {};
  const absl::Status status = driver->Ioctl(fd, kDeviceBasicInfo, &info);
  if (status.ok()) {
    answers->architecture = info.architecture;
    answers->revision = info.revision;
  } else {
    answers->architecture = answers->revision = Failure<std::uint32_t>(status);
  }
}

void AskCompatibleVersion(Driver* driver, int fd, DeviceAnswers* answers) {
  NeuronCompatibleVersion version = {};
  const absl::Status status = driver->Ioctl(fd, kCompatibleVersion, &version);
  if (status.ok()) {
    answers->runtime_abi_min = version.min;
    answers->runtime_abi_max = version.max;
  } else {
    answers->runtime_abi_min = answers->runtime_abi_max = Failure<std::uint32_t>(status);
  }
}

void AskDriverInfo(Driver* driver, int fd, DeviceAnswers* answers) {
  NeuronDriverInfo info = {};
  info.size = sizeof(info);
  const absl::Status status = driver->Ioctl(fd, kDriverInfoGet, &info);
  answers->feature_flags =
      status.ok() ? Reading<std::uint64_t>(info.feature_flags) : Failure<std::uint64_t>(status);
}

void AskPciAddress(Driver* driver, int fd, DeviceAnswers* answers) {
  NeuronDeviceBdfExt bdf = {};
  const absl::Status status = driver->Ioctl(fd, kDeviceBdfExt, &bdf);
  const PciAddress address = {bdf.domain, bdf.bus, bdf.slot, bdf.function};
  if (!status.ok()) {
    answers->pci = Failure<PciAddress>(status);
  } else if (!IsPossible(address)) {
    answers->pci = Reading<PciAddress>::Unknown(
        absl::DataLossError(absl::StrCat("the driver says ", ToString(address))));
  } else {
    answers->pci = address;
  }
}

}  // namespace

std::unique_ptr<Driver> MakeKernelDriver() { return std::make_unique<KernelDriver>(); }

absl::StatusOr<DeviceAnswers> AskDevice(Driver* driver, const std::string& path) {
  NEURON_ASSIGN_OR_RETURN(const int fd, driver->Open(path, O_WRONLY | O_CLOEXEC));
  DeviceAnswers answers;
  AskBasicInfo(driver, fd, &answers);
  AskCompatibleVersion(driver, fd, &answers);
  AskDriverInfo(driver, fd, &answers);
  AskPciAddress(driver, fd, &answers);
  driver->Close(fd);
  return answers;
}

}  // namespace neuron
